'use client';

import { CircleCheck, CircleDashed } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RoomState, StateSwatch } from '@/app/_components/state-swatch';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { isPartlyFree } from '@/app/(employee)/_search/is-partly-free';
import { unknownReasons } from '@/lib/core/availability/busy';
import { parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import type { SearchHit } from '@/lib/http/contract/search';
import { formatTime } from '@/lib/i18n/format-time';

/** A room's state at the wanted time, as a pattern and in words. */
export function ResultState({ hit }: { readonly hit: SearchHit }) {
  const words = useStateWords(hit);
  return (
    <div className="flex items-start gap-2">
      <span className="flex h-5 items-center">
        <StateIcon hit={hit} />
      </span>
      <span className={hit.available === true ? 'font-semibold' : undefined}>{words}</span>
    </div>
  );
}

function StateIcon({ hit }: { readonly hit: SearchHit }) {
  if (hit.available === true) {
    return <CircleCheck aria-hidden size={16} className="text-accent" />;
  }
  if (isPartlyFree(hit)) return <CircleDashed aria-hidden size={16} className="text-accent" />;
  return <StateSwatch state={stateOf(hit)} />;
}

function stateOf({ available, reason, rules }: SearchHit): RoomState {
  if (available === null) return 'unknown';
  if (reason !== 'policy') return 'busy';
  return rules?.includes('opening-hours') ? 'closed' : 'out';
}

function useStateWords(hit: SearchHit): string {
  const { room, available, reason, rules, freeUntil, freeFrom } = hit;
  const t = useTranslations();
  const locale = useDisplayLocale();
  const clock = (text: string | undefined) => {
    const at = parseInstant(text ?? '');
    return at === null ? null : formatTime(at, zoneId(room.timeZone), locale);
  };
  if (available === null) {
    const why = unknownReasons.find((known) => known === reason) ?? 'unreadable';
    return t('searchReason.unknown', { reason: t(`unknownReason.${why}`) });
  }
  const { freeOccurrences, occurrences } = hit;
  const isCounted = freeOccurrences !== undefined && occurrences !== undefined;
  if (isCounted && reason !== 'policy') {
    if (available) return t('search.freeAllDates', { count: occurrences });
    return t('search.freeDates', { free: freeOccurrences, count: occurrences });
  }
  if (available) {
    const time = clock(freeUntil);
    return time ? t('search.freeUntil', { time }) : t('search.free');
  }
  if (reason === 'policy') {
    const [rule] = rules ?? [];
    return rule ? t(`policyRuleShort.${rule}`) : t('searchReason.policy');
  }
  const time = clock(freeFrom);
  return time ? t('search.busyFreeFrom', { time }) : t('searchReason.busy');
}
