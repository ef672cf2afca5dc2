'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { buttonClass } from '@/app/_components/button-class';
import { EmptyState } from '@/app/_components/empty-state';
import { LoadError } from '@/app/_components/load-error';
import { PageLink } from '@/app/_components/page-link';
import { RoomAgenda } from '@/app/(employee)/rooms/[id]/room-agenda';
import { RoomFacts } from '@/app/(employee)/rooms/[id]/room-facts';
import { RoomFeedSection } from '@/app/(employee)/rooms/[id]/room-feed-section';
import { roomQuery } from '@/lib/http/client/places-queries';
import { problemCodeOf } from '@/lib/http/client/request-failure';
import { useChangeStream } from '@/lib/http/client/stream/use-change-stream';

/** One room: what it is, what it asks, and how its week looks. */
export function RoomPage({ roomId }: { readonly roomId: string }) {
  const t = useTranslations();
  const { data: room, error, refetch } = useQuery(roomQuery(roomId));
  useChangeStream({ roomIds: [roomId] });
  if (problemCodeOf(error) === 'not-found') {
    return (
      <EmptyState
        isPage
        title={t('room.notFoundTitle')}
        text={t('room.notFoundText')}
        actions={
          <PageLink href="/" className={buttonClass('primary')}>
            {t('search.title')}
          </PageLink>
        }
      />
    );
  }
  if (error && !room) {
    const retry = () => void refetch();
    return <LoadError title={t('grid.errorTitle')} error={error} onRetry={retry} />;
  }
  if (!room) return <RoomSkeleton />;
  return (
    <div className="grid gap-8 lg:grid-cols-[20rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr] lg:gap-x-12">
      <RoomFacts room={room} />
      <div className="min-w-0 lg:row-span-2">
        <RoomAgenda room={room} />
      </div>
      <RoomFeedSection roomId={room.id} />
    </div>
  );
}

function RoomSkeleton() {
  const t = useTranslations('common');
  return (
    <div className="grid gap-8 lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-12">
      <p className="sr-only">{t('loading')}</p>
      <div aria-hidden className="grid content-start gap-4">
        <div className="skeleton h-9 w-40" />
        {[1, 2, 3, 4].map((fact) => (
          <div key={fact} className="skeleton h-10" />
        ))}
      </div>
      <div aria-hidden className="grid content-start gap-3">
        {[1, 2, 3, 4, 5].map((day) => (
          <div key={day} className="skeleton h-18" />
        ))}
      </div>
    </div>
  );
}
