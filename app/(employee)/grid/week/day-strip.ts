import type { Stretch } from '@/app/(employee)/grid/room-day';
import { type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { type CalendarDate, toInstant } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

/** The hours between which nearly all meetings are. */
export const stripHours = { from: 7, to: 21 } as const;

/** The part of a day that a cell of the week has room for. */
export function stripOf(date: CalendarDate, zone: ZoneId): Interval {
  const at = (hour: number) => toInstant({ ...date, hour, minute: 0, second: 0 }, zone);
  return { start: at(stripHours.from), end: at(stripHours.to) };
}

/** Where a stretch lies on the strip, in shares of it. What is outside is at the strip's ends. */
export function shareOf(strip: Interval, { start, end }: Interval) {
  const share = (at: Instant) => (within(strip, at) - strip.start) / (strip.end - strip.start);
  return { from: share(start), to: share(end) };
}

/** A day that is in one state for as long as it lasts; null when it is in several, or part is free. */
export function onlyState(day: readonly Stretch[]): Stretch | null {
  const ahead = day.filter(({ state }) => state !== 'past');
  const [first] = ahead.length > 0 ? ahead : day;
  if (!first || first.state === 'free') return null;
  return ahead.every(({ state }) => state === first.state) ? first : null;
}

function within({ start, end }: Interval, at: Instant): Instant {
  return instant(Math.max(start, Math.min(at, end)));
}
