'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { EmptyState } from '@/app/_components/empty-state';
import { LoadError } from '@/app/_components/load-error';
import { Notice } from '@/app/_components/notice';
import { FoundRoomsForm } from '@/app/(admin)/admin/connections/[id]/found-rooms-form';
import { isSameAddress } from '@/app/(admin)/admin/connections/[id]/is-same-address';
import {
  adminBuildingsQuery,
  adminRoomsQuery,
  foundRoomsQuery,
} from '@/lib/http/client/connections-queries';
import { problemCodeOf } from '@/lib/http/client/request-failure';
import type { ConnectionAnswer, DiscoveredRoomAnswer } from '@/lib/http/contract/admin-connections';

/** Which rooms the calendar system tells of, when asked, and taking them in. */
export function FoundRooms({ connection }: { readonly connection: ConnectionAnswer }) {
  const t = useTranslations('connections');
  const { id } = connection;
  const { data, error, isFetching, refetch } = useQuery(foundRoomsQuery(id));
  const own = useQuery(adminRoomsQuery());
  const buildings = useQuery(adminBuildingsQuery());
  const tellsNone = problemCodeOf(error) === 'unsupported';
  const failure = (tellsNone ? null : error) ?? own.error ?? buildings.error;
  const isKnown = (room: DiscoveredRoomAnswer) =>
    (own.data ?? []).some(
      (each) => each.connectionId === id && isSameAddress(each.address, room.address),
    );
  const find = () => {
    void own.refetch();
    void buildings.refetch();
    void refetch();
  };
  return (
    <section aria-labelledby="rooms" className="grid justify-items-start gap-3">
      <h2 id="rooms" className="text-16 font-semibold">
        {t('foundTitle')}
      </h2>
      <p className="max-w-prose text-quiet">{t('foundText')}</p>
      <Button disabled={isFetching} onClick={find}>
        {isFetching ? t('finding') : t('find')}
      </Button>
      {tellsNone && <Notice tone="unknown" role="status" title={t('noRoomsHere')} />}
      {failure && <LoadError title={t('findFailed')} error={failure} onRetry={find} />}
      {data && own.data && buildings.data && (
        <div className="grid w-full gap-4">
          <p role="status" className={data.items.length === 0 ? 'sr-only' : 'text-quiet'}>
            {t('foundCount', {
              count: data.items.length,
              known: data.items.filter(isKnown).length,
            })}
          </p>
          {data.cutLists.length > 0 && (
            <Notice tone="warning">{t('cutLists', { names: data.cutLists.join(', ') })}</Notice>
          )}
          {data.items.length === 0 ? (
            <EmptyState title={t('foundTitle')} text={t('foundNone')} />
          ) : (
            <FoundRoomsForm
              connectionId={id}
              rooms={data.items}
              buildings={buildings.data}
              isKnown={isKnown}
            />
          )}
        </div>
      )}
    </section>
  );
}
