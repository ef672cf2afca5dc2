'use client';

import { classNames } from '@/app/_components/class-names';
import { stateClasses, UnknownMark } from '@/app/_components/state-swatch';
import { isTaken, type Stretch } from '@/app/(employee)/grid/room-day';
import { onlyState, shareOf, stripOf } from '@/app/(employee)/grid/week/day-strip';
import type { Instant } from '@/lib/core/time/instant';
import type { CalendarDate } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

interface DaySummaryProps {
  readonly date: CalendarDate;
  readonly zone: ZoneId;
  readonly day: readonly Stretch[];
  readonly now: Instant;
  /** What it comes to, in a word or two. */
  readonly words: string;
}

/** A room's day, small: in words, and beneath them when it is taken. */
export function DaySummary({ date, zone, day, now, words }: DaySummaryProps) {
  const only = onlyState(day);
  if (only?.state === 'loading') return <span className="skeleton block h-full" />;
  if (only && (only.state === 'unknown' || only.state === 'out')) {
    return (
      <span
        className={classNames(
          'flex size-full items-center rounded-[4px] px-1',
          stateClasses[only.state],
        )}
      >
        <span className="inline-flex min-w-0 items-center gap-1.5 rounded-[4px] bg-surface px-1.5">
          {only.state === 'unknown' && <UnknownMark />}
          <span className="truncate">{words}</span>
        </span>
      </span>
    );
  }
  const isIdle = !day.some(isTaken);
  return (
    <span className="grid size-full content-center gap-0.5">
      <span className={classNames('block truncate', isIdle && 'text-quiet')}>{words}</span>
      <Strip {...{ date, zone, day, now }} />
    </span>
  );
}

/** Nothing but its darkness tells that a piece this small is taken. */
const stripClasses = { ...stateClasses, busy: 'forced-exact bg-(--busy-line)' } as const;

/** So that even a quarter of an hour is seen. */
const leastWidth = '3px';

function Strip({ date, zone, day, now }: Omit<DaySummaryProps, 'words'>) {
  const strip = stripOf(date, zone);
  const isToday = strip.start <= now && now < strip.end;
  return (
    <span className="relative block h-3 overflow-clip rounded-[3px] bg-surface inset-ring inset-ring-hairline">
      {day.map((stretch) => {
        if (stretch.state === 'free' || stretch.state === 'loading') return null;
        const { from, to } = shareOf(strip, stretch);
        if (from === to && !isTaken(stretch)) return null;
        const state = stretch.state === 'past' ? 'closed' : stretch.state;
        return (
          <span
            key={stretch.start}
            className={classNames(
              'absolute inset-y-0',
              stripClasses[state],
              isTaken(stretch) && 'inset-ring inset-ring-surface',
            )}
            style={{
              insetInlineStart: `min(${percent(from)}, 100% - ${leastWidth})`,
              width: `max(${percent(to - from)}, ${leastWidth})`,
            }}
          />
        );
      })}
      {isToday && (
        <span
          className="forced-exact absolute inset-y-0 w-0.5 bg-accent"
          style={{ insetInlineStart: percent(shareOf(strip, { start: now, end: now }).from) }}
        />
      )}
    </span>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
