import type { PersonUnknownReason } from '@/lib/core/availability/person-availability';
import type { Instant } from '@/lib/core/time/instant';
import { byStart, type Interval, overlaps } from '@/lib/core/time/interval';
import { addDays, type CalendarDate, dateOf, toInstant } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import { readInterval } from '@/lib/http/client/read-instant';
import type { PersonAvailabilityAnswer } from '@/lib/http/contract/people';

/** How somebody stands at the wanted time. */
export type PersonState =
  /** `until`: when they are taken next; null: not within what was looked at. */
  | { readonly kind: 'free'; readonly until: Instant | null }
  /** `times`: each stretch that is in the way, whole as far as was looked. */
  | { readonly kind: 'busy' | 'tentative'; readonly times: readonly Interval[] }
  | { readonly kind: 'unknown'; readonly reason: PersonUnknownReason };

/** The days that the time lies on, from midnight to midnight: long enough to say from when and until when. */
export function daysAround({ start, end }: Interval, zone: ZoneId): Interval {
  const last = dateOf((end - 1) as Instant, zone);
  return { start: midnight(dateOf(start, zone), zone), end: midnight(addDays(last, 1), zone) };
}

/** Only what is known to be free is free. */
export function personStateAt(answer: PersonAvailabilityAnswer, wanted: Interval): PersonState {
  if (answer.status !== 'known') {
    return { kind: 'unknown', reason: answer.reason ?? 'unreadable' };
  }
  const busy = answer.busy.map((piece) => ({ ...readInterval(piece), kind: piece.kind }));
  const inTheWay = busy.filter((piece) => overlaps(piece, wanted));
  if (inTheWay.length === 0) {
    const later = busy.filter(({ start }) => start >= wanted.end).sort(byStart);
    return { kind: 'free', until: later[0]?.start ?? null };
  }
  const isBusy = inTheWay.some(({ kind }) => kind === 'busy');
  const times = merged(busy).filter((stretch) => overlaps(stretch, wanted));
  return { kind: isBusy ? 'busy' : 'tentative', times };
}

/** One stretch of all that overlap or touch. */
function merged(pieces: readonly Interval[]): readonly Interval[] {
  const stretches: Interval[] = [];
  for (const { start, end } of pieces.toSorted(byStart)) {
    const last = stretches.at(-1);
    if (!last || last.end < start) stretches.push({ start, end });
    else if (end > last.end) stretches[stretches.length - 1] = { start: last.start, end };
  }
  return stretches;
}

function midnight(date: CalendarDate, zone: ZoneId): Instant {
  return toInstant({ ...date, hour: 0, minute: 0, second: 0 }, zone);
}
