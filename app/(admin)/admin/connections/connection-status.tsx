'use client';

import { CircleAlert, CircleCheck, CircleHelp, type LucideIcon } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useNow } from '@/app/_components/use-now';
import { readInstant } from '@/lib/http/client/read-instant';
import type { ConnectionAnswer } from '@/lib/http/contract/admin-connections';
import { formatAgo } from '@/lib/i18n/format-ago';

const icons: Readonly<Record<ConnectionAnswer['status'], LucideIcon>> = {
  ok: CircleCheck,
  failing: CircleAlert,
  untried: CircleHelp,
};

/** Whether the connection works, in a word, and since when it does not. */
export function ConnectionStatus({ connection }: { readonly connection: ConnectionAnswer }) {
  const t = useTranslations('connections');
  const locale = useLocale();
  const now = useNow();
  const { status, lastOkAt } = connection;
  const Icon = icons[status];
  return (
    <p className={status === 'failing' ? 'text-danger' : 'text-quiet'}>
      <Icon aria-hidden size={16} className="me-1 inline-block align-text-bottom" />
      <span className="font-semibold">{t(`status.${status}`)}</span>
      {now !== null && lastOkAt !== null && status !== 'untried' && (
        <span className="text-12">
          {' '}
          · {t('lastOk', { when: formatAgo(readInstant(lastOkAt), now, locale) })}
        </span>
      )}
    </p>
  );
}
