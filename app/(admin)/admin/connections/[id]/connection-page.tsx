'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { LoadError } from '@/app/_components/load-error';
import { ConnectionTest } from '@/app/(admin)/admin/connections/[id]/connection-test';
import { FoundRooms } from '@/app/(admin)/admin/connections/[id]/found-rooms';
import { RemoveConnection } from '@/app/(admin)/admin/connections/[id]/remove-connection';
import { isConnectable } from '@/app/(admin)/admin/connections/connection-fields';
import { ConnectionForm } from '@/app/(admin)/admin/connections/connection-form';
import { ConnectionStatus } from '@/app/(admin)/admin/connections/connection-status';
import { connectionQuery } from '@/lib/http/client/connections-queries';

/** One connection: its settings, a test of it, and the rooms that it tells of. */
export function ConnectionPage({ connectionId }: { readonly connectionId: string }) {
  const t = useTranslations('connections');
  const common = useTranslations('common');
  const { data, error, refetch } = useQuery(connectionQuery(connectionId));
  if (error && !data) {
    return <LoadError title={t('oneErrorTitle')} error={error} onRetry={() => void refetch()} />;
  }
  if (!data) {
    return (
      <div role="status" className="skeleton mx-auto h-96 max-w-3xl rounded-control">
        <span className="sr-only">{common('loading')}</span>
      </div>
    );
  }
  const { name, kind } = data;
  return (
    <div className="mx-auto grid max-w-3xl gap-8">
      <div>
        <h1 className="text-20 font-semibold break-words">{name}</h1>
        <p className="text-quiet">{t(`kind.${kind}`)}</p>
        <ConnectionStatus connection={data} />
      </div>
      {isConnectable(kind) && (
        <section aria-labelledby="settings">
          <h2 id="settings" className="mb-4 text-16 font-semibold">
            {t('settings')}
          </h2>
          <ConnectionForm kind={kind} connection={data} onSaved={() => undefined} />
        </section>
      )}
      <ConnectionTest connection={data} />
      <FoundRooms connection={data} />
      <RemoveConnection connection={data} />
    </div>
  );
}
