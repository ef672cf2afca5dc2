'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { ErrorLine } from '@/app/_components/error-line';
import { LoadError } from '@/app/_components/load-error';
import { useReaderZone } from '@/app/_components/reader';
import { useErrorText } from '@/app/_components/use-error-text';
import { FeedAddress } from '@/app/(employee)/rooms/[id]/feed-address';
import { dateOf } from '@/lib/core/time/wall-time';
import { readInstant } from '@/lib/http/client/read-instant';
import { createRoomFeed, removeRoomFeed, roomFeedQuery } from '@/lib/http/client/room-feed';
import { formatCalendarDate } from '@/lib/i18n/format-date';

/** The room in the reader's own calendar program: an address that is shown once and can be revoked. */
export function RoomFeedSection({ roomId }: { readonly roomId: string }) {
  const t = useTranslations('room');
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data: feed, error, refetch } = useQuery(roomFeedQuery(roomId));
  const onSettled = () => client.invalidateQueries(roomFeedQuery(roomId));
  const removing = useMutation({ mutationFn: removeRoomFeed, retry: false, onSettled });
  const making = useMutation({
    mutationFn: createRoomFeed,
    retry: false,
    onMutate: () => removing.reset(),
    onSettled,
  });
  const revoke = () => {
    making.reset();
    removing.mutate(roomId);
  };
  const failure = making.error ?? removing.error;
  const isBusy = making.isPending || removing.isPending;
  return (
    <section aria-labelledby="feed" className="grid gap-3">
      <h2 id="feed" className="text-16 font-semibold">
        {t('feedTitle')}
      </h2>
      <p className="text-quiet">{t('feedText')}</p>
      {error && feed === undefined && (
        <LoadError title={t('feedError')} error={error} onRetry={() => void refetch()} />
      )}
      {!error && feed === undefined && <div aria-hidden className="skeleton h-9" />}
      {feed && !making.data && <FeedState feed={feed} />}
      <div role="status">
        {making.data && <FeedAddress url={making.data.url} />}
        {removing.isSuccess && <p>{t('feedRevoked')}</p>}
      </div>
      {feed !== undefined && (
        <div className="flex flex-wrap gap-2">
          <Button disabled={isBusy} onClick={() => making.mutate(roomId)}>
            {t(feed ? 'feedRenew' : 'feedMake')}
          </Button>
          {feed && (
            <Button disabled={isBusy} onClick={revoke}>
              {t('feedRevoke')}
            </Button>
          )}
        </div>
      )}
      {failure && <ErrorLine>{errorText(failure)}</ErrorLine>}
    </section>
  );
}

interface FeedStateProps {
  readonly feed: { readonly createdAt: string; readonly lastReadAt: string | null };
}

function FeedState({ feed: { createdAt, lastReadAt } }: FeedStateProps) {
  const t = useTranslations('room');
  const locale = useLocale();
  const zone = useReaderZone();
  if (zone === null) return null;
  const day = (text: string) =>
    formatCalendarDate(dateOf(readInstant(text), zone), 'plain', locale);
  return (
    <p>
      {t('feedMade', { date: day(createdAt) })}
      <span className="text-quiet">
        , {lastReadAt === null ? t('feedUnread') : t('feedRead', { date: day(lastReadAt) })}
        {'. '}
        {t('feedRenewHint')}
      </span>
    </p>
  );
}
