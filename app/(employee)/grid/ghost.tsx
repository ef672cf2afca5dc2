'use client';

import { classNames } from '@/app/_components/class-names';
import { type DayAxis, positionOf } from '@/app/(employee)/grid/day-axis';
import { placeOf } from '@/app/(employee)/grid/place-of';
import type { StretchWords } from '@/app/(employee)/grid/use-stretch-words';
import type { Interval } from '@/lib/core/time/interval';

/** So many quarters are as wide as a time, and as a range. */
const timeQuarters = 2;
const rangeQuarters = 4;

interface GhostProps {
  readonly interval: Interval;
  readonly axis: DayAxis;
  readonly words: StretchWords;
  /** What a click would book, rather than what is marked. */
  readonly isOffer?: boolean;
}

/** A booking to be, in its place. Keyboards and screen readers have the cursor's name for it. */
export function Ghost({ interval, axis, words, isOffer = false }: GhostProps) {
  const quarters = positionOf(axis, interval.end) - positionOf(axis, interval.start);
  return (
    <td
      aria-hidden
      className={classNames(
        'pointer-events-none absolute inset-y-0.5 z-4 flex items-center justify-center overflow-clip rounded-[4px] border-accent bg-accent-soft text-12 whitespace-nowrap text-accent-strong',
        isOffer ? 'border border-dashed' : 'border-2 font-semibold',
      )}
      style={placeOf(axis, interval)}
    >
      {quarters >= rangeQuarters && words.range(interval)}
      {quarters >= timeQuarters && quarters < rangeQuarters && words.time(interval.start)}
    </td>
  );
}
