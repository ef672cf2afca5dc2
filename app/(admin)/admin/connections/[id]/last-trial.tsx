'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { LoadError } from '@/app/_components/load-error';
import { useNow } from '@/app/_components/use-now';
import { trialQuery } from '@/lib/http/client/connections-queries';
import { readInstant } from '@/lib/http/client/read-instant';
import type { TrialLineAnswer } from '@/lib/http/contract/admin-connections';
import { formatAgo } from '@/lib/i18n/format-ago';

/** What the last test that wrote has shown, step by step; nothing before the first. */
export function LastTrial({ connectionId }: { readonly connectionId: string }) {
  const t = useTranslations('connections');
  const locale = useLocale();
  const now = useNow();
  const { data, error, refetch } = useQuery(trialQuery(connectionId));
  if (error && !data) {
    return <LoadError title={t('trial.broken')} error={error} onRetry={() => void refetch()} />;
  }
  if (!data?.trial || now === null) return null;
  const { room, endedAt, lines } = data.trial;
  return (
    <div>
      <h3 className="mb-1 text-14 font-semibold">
        {t('trial.title', {
          when: formatAgo(readInstant(endedAt), now, locale),
          room: room?.name ?? t('trial.noRoom'),
        })}
      </h3>
      <ul className="grid gap-1 text-14">
        {lines.map((line) => (
          <TrialLine key={line.step} line={line} />
        ))}
      </ul>
    </div>
  );
}

const icons = {
  proved: { Icon: CircleCheck, tone: 'text-accent' },
  failed: { Icon: CircleX, tone: 'text-danger' },
  untried: { Icon: CircleDashed, tone: 'text-quiet' },
} as const;

function TrialLine({ line }: { readonly line: TrialLineAnswer }) {
  const t = useTranslations('connections');
  const { step, outcome } = line;
  const { Icon, tone } = icons[outcome];
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden size={20} className={`shrink-0 ${tone}`} />
      <span>
        {t('trial.line', { step: t(`trial.step.${step}`), outcome: t(`trial.outcome.${outcome}`) })}
      </span>
    </li>
  );
}
