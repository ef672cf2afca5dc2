'use client';

import { useQueries } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { combineTellers } from '@/lib/core/invitations/teller';
import { roomQuery } from '@/lib/http/client/places-queries';

/** How to write whom to invite, and who tells them: nobody is left to believe that they were told. */
export function AttendeesHint({ roomIds }: { readonly roomIds: readonly string[] }) {
  const t = useTranslations('book');
  const rooms = useQueries({ queries: roomIds.map((roomId) => roomQuery(roomId)) });
  const teller = combineTellers(rooms.map(({ data }) => data?.invitations ?? null));
  return (
    <>
      {t('attendeesHint')}
      {teller && <span className="block">{t(`attendeesTold.${teller}`)}</span>}
    </>
  );
}
