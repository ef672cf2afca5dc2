'use client';

import { useTranslations } from 'next-intl';
import { Notice } from '@/app/_components/notice';
import { type UnknownReason, unknownReasons } from '@/lib/core/availability/busy';
import type { SearchHit } from '@/lib/http/contract/search';

/** Says which rooms Foyer cannot see, so that nobody takes the list for complete. */
export function PartialNotice({ hits }: { readonly hits: readonly SearchHit[] }) {
  const t = useTranslations();
  const missing = groupUnknown(hits);
  if (missing.length === 0) return null;
  return (
    <div className="mb-6">
      <Notice tone="unknown">
        {missing.map(({ building, count, reason }) => (
          <p key={`${building} ${reason}`}>
            {t('search.partial', { building, count, reason: t(`unknownReason.${reason}`) })}
          </p>
        ))}
      </Notice>
    </div>
  );
}

interface Missing {
  readonly building: string;
  readonly reason: UnknownReason;
  readonly count: number;
}

function groupUnknown(hits: readonly SearchHit[]): readonly Missing[] {
  const groups = new Map<string, Missing>();
  for (const { room, available, reason } of hits) {
    if (available !== null) continue;
    const known = unknownReasons.find((candidate) => candidate === reason) ?? 'unreadable';
    const key = `${room.buildingId} ${known}`;
    const count = (groups.get(key)?.count ?? 0) + 1;
    groups.set(key, { building: room.building, reason: known, count });
  }
  return [...groups.values()];
}
