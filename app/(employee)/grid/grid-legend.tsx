'use client';

import { useTranslations } from 'next-intl';
import { type RoomState, StateSwatch } from '@/app/_components/state-swatch';

const entries = [
  ['free', 'free'],
  ['mine', 'mine'],
  ['busy', 'busy'],
  ['tentative', 'tentative'],
  ['hold', 'hold'],
  ['closed', 'closed'],
  ['out', 'outOfService'],
  ['unknown', 'unknown'],
] as const satisfies readonly (readonly [RoomState, string])[];

/** What the patterns mean. */
export function GridLegend() {
  const t = useTranslations('grid');
  return (
    <ul aria-label={t('legend')} className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-quiet">
      {entries.map(([state, name]) => (
        <li key={state} className="flex items-center gap-1.5">
          <StateSwatch state={state} />
          {state === 'closed' ? `${t('past')}, ${t(name)}` : t(name)}
        </li>
      ))}
    </ul>
  );
}
