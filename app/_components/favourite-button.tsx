'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useErrorText } from '@/app/_components/use-error-text';
import { ownRoomsQuery, setFavourite } from '@/lib/http/client/own-rooms';

interface FavouriteButtonProps {
  readonly room: { readonly id: string; readonly name: string };
}

/** Makes a room one of the reader's favourites, or none; nothing until it is known which it is. */
export function FavouriteButton({ room }: FavouriteButtonProps) {
  const t = useTranslations('favourites');
  const errorText = useErrorText();
  const client = useQueryClient();
  const { data } = useQuery(ownRoomsQuery());
  const setting = useMutation({
    mutationFn: setFavourite,
    retry: false,
    onSettled: () => client.invalidateQueries(ownRoomsQuery()),
  });
  if (!data) return <span aria-hidden className="inline-block size-7 shrink-0" />;
  const isFavourite = data.favourites.includes(room.id);
  const shown = setting.isPending ? setting.variables.isFavourite : isFavourite;
  return (
    <>
      <button
        type="button"
        aria-pressed={shown}
        aria-label={t('toggle', { room: room.name })}
        title={t(shown ? 'remove' : 'add')}
        onClick={() => {
          if (!setting.isPending) setting.mutate({ roomId: room.id, isFavourite: !isFavourite });
        }}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-quiet hover:text-accent aria-pressed:text-accent"
      >
        <Star aria-hidden size={16} className={shown ? 'fill-current' : undefined} />
      </button>
      {setting.error && (
        <span role="alert" className="text-12 text-danger">
          {errorText(setting.error)}
        </span>
      )}
    </>
  );
}
