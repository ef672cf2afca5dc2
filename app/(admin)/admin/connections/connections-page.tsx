'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { buttonClass } from '@/app/_components/button-class';
import { EmptyState } from '@/app/_components/empty-state';
import { LoadError } from '@/app/_components/load-error';
import { PageLink } from '@/app/_components/page-link';
import { ConnectionStatus } from '@/app/(admin)/admin/connections/connection-status';
import { connectionsQuery } from '@/lib/http/client/connections-queries';
import type { ConnectionAnswer } from '@/lib/http/contract/admin-connections';

/** Every calendar system that Foyer is connected to, and whether it works. */
export function ConnectionsPage() {
  const t = useTranslations('connections');
  return (
    <div className="mx-auto max-w-3xl">
      <div className="mb-6 flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="text-20 font-semibold">{t('title')}</h1>
          <p className="text-quiet">{t('lead')}</p>
        </div>
        <PageLink href="/admin/connections/new" className={buttonClass('primary')}>
          {t('add')}
        </PageLink>
      </div>
      <ConnectionList />
    </div>
  );
}

function ConnectionList() {
  const t = useTranslations('connections');
  const { data, error, refetch } = useQuery(connectionsQuery());
  if (error && !data) {
    return <LoadError title={t('errorTitle')} error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return <ListSkeleton />;
  if (data.length === 0) return <EmptyState title={t('emptyTitle')} text={t('emptyText')} />;
  return (
    <ul className="border-b border-hairline">
      {data.map((connection) => (
        <ConnectionRow key={connection.id} connection={connection} />
      ))}
    </ul>
  );
}

function ConnectionRow({ connection }: { readonly connection: ConnectionAnswer }) {
  const t = useTranslations('connections');
  const { id, name, kind, roomCount } = connection;
  return (
    <li className="grid gap-1 border-t border-hairline py-3 sm:grid-cols-[1fr_auto] sm:gap-4">
      <div className="min-w-0">
        <PageLink
          href={`/admin/connections/${id}`}
          className="inline-block py-1 font-semibold break-words text-accent underline"
        >
          {name}
        </PageLink>
        <p className="text-quiet">
          {t(`kind.${kind}`)}, {t('rooms', { count: roomCount })}
        </p>
      </div>
      <ConnectionStatus connection={connection} />
    </li>
  );
}

function ListSkeleton() {
  const t = useTranslations('common');
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">{t('loading')}</span>
      {[0, 1, 2].map((row) => (
        <div key={row} className="skeleton h-14 rounded-control" />
      ))}
    </div>
  );
}
