import type { DayAxis } from '@/app/(employee)/grid/day-axis';
import { isTaken, type Stretch } from '@/app/(employee)/grid/room-day';
import { type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { toInstant } from '@/lib/core/time/wall-time';

const usualHours = { from: 8, to: 19 } as const;

/** The part of a day that is printed: 8:00 to 19:00, and as many full hours more as anything takes. */
export function printedWindow(axis: DayAxis, days: readonly (readonly Stretch[])[]): Interval {
  const at = (hour: number) => toInstant({ ...axis.date, hour, minute: 0, second: 0 }, axis.zone);
  const taken = days.flatMap((day) => day.filter(isTaken));
  const first = earliest([at(usualHours.from), ...taken.map(({ start }) => start)]);
  const last = latest([at(usualHours.to), ...taken.map(({ end }) => end)]);
  const hours = axis.hours.map((hour) => hour.at);
  return {
    start: hours.findLast((hour) => hour <= first) ?? axis.window.start,
    end: hours.find((hour) => hour >= last) ?? axis.window.end,
  };
}

function earliest(times: readonly Instant[]): Instant {
  return instant(times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY));
}

function latest(times: readonly Instant[]): Instant {
  return instant(times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY));
}
