'use client';

import { Ban } from 'lucide-react';
import { classNames } from '@/app/_components/class-names';
import type { DayAxis } from '@/app/(employee)/grid/day-axis';
import { placeOf } from '@/app/(employee)/grid/place-of';
import type { StretchWords } from '@/app/(employee)/grid/use-stretch-words';
import { breadthOf } from '@/app/(employee)/grid/zoom';
import { clip, type Interval } from '@/lib/core/time/interval';

interface GhostProps {
  readonly interval: Interval;
  readonly axis: DayAxis;
  readonly words: StretchWords;
  /** What a click would book, rather than what is marked. */
  readonly isOffer?: boolean;
  /** What is in the way of it, in words; null when nothing is. */
  readonly obstacle?: string | null;
  /** What is said of it beside its time. */
  readonly note?: string | null;
}

/** A booking to be, in its place. Keyboards and screen readers have the cursor's name for it. */
export function Ghost(props: GhostProps) {
  const { interval, axis, words, isOffer = false, obstacle = null, note = null } = props;
  const breadth = breadthOf(axis.zoom, clip(interval, axis.window) ?? interval);
  const text =
    breadth === 'wide'
      ? [words.range(interval), obstacle ?? note].filter(Boolean).join(', ')
      : breadth === 'narrow' && words.time(interval.start);
  return (
    <td
      aria-hidden
      className={classNames(
        'pointer-events-none absolute inset-y-0.5 z-4 flex items-center justify-center gap-1 overflow-clip rounded-[4px] text-12 whitespace-nowrap',
        obstacle
          ? 'border-danger bg-danger-soft text-danger'
          : 'border-accent bg-accent-soft text-accent-strong',
        isOffer ? 'border border-dashed' : 'border-2 font-semibold',
        note && 'border-dashed',
      )}
      style={placeOf(axis, interval)}
    >
      {obstacle && <Ban aria-hidden size={14} className="shrink-0" />}
      {text && <span className="truncate">{text}</span>}
    </td>
  );
}
