'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { RepeatField } from '@/app/_components/booking/repeat/repeat-field';
import { isFirstMissing } from '@/app/_components/booking/repeat/to-rule';
import type { ResolvedSearch } from '@/app/(employee)/_search/resolve-search';
import { defaultDurationMinutes, type SearchState } from '@/app/(employee)/_search/search-state';
import type { ChangeSearch } from '@/app/(employee)/_search/use-search-state';
import type { CalendarDate } from '@/lib/core/time/wall-time';

const RepeatDetails = dynamic(async () => {
  const loaded = await import('@/app/_components/booking/repeat/repeat-details');
  return loaded.RepeatDetails;
});

interface RepeatPartProps {
  readonly state: SearchState;
  readonly resolved: ResolvedSearch;
  readonly today: CalendarDate;
  readonly change: ChangeSearch;
}

/** Whether the room is wanted more than once; then on which days and until when. */
export function RepeatPart({ state, resolved, today, change }: RepeatPartProps) {
  const t = useTranslations('repeat');
  const { repeat } = state;
  const { date } = resolved;
  return (
    <div className="col-span-full grid gap-3">
      <RepeatField
        repeat={repeat}
        error={isFirstMissing(repeat, date) ? t('firstMissing') : null}
        onChange={(chosen) => change({ repeat: chosen, ...lengthFor(state) })}
      />
      {repeat.kind !== 'none' && (
        <RepeatDetails
          repeat={repeat}
          first={date}
          today={today}
          onChange={(changed) => change({ repeat: { ...repeat, ...changed } }, 'replace')}
        />
      )}
    </div>
  );
}

/** A series has one length on all its dates. */
function lengthFor({ untilNext }: SearchState): Partial<SearchState> {
  return untilNext ? { untilNext: false, durationMinutes: defaultDurationMinutes } : {};
}
