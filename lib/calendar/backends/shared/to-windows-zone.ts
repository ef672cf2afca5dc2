import { findWindows } from 'windows-iana';
import { fromWindowsZone, windowsZoneNames } from '@/lib/calendar/backends/shared/windows-zones';
import { addMs, dayMs, hourMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { toWallTime } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

/** As far ahead as clocks are compared: further than Foyer looks at a series. */
const lookAheadMs = 1_000 * dayMs;
/** No clock changes and changes back within it. */
const weekMs = 7 * dayMs;

/**
 * The Windows zone whose clock shows the same as that of an IANA zone from then on: the one that CLDR
 * names for it, else any that agrees at every hour. Null when none does: CLDR's tables and a
 * government's clocks change at different times, and what counts here is that no date is moved.
 */
export function toWindowsZone(zone: ZoneId, from: Instant): string | null {
  if (zone === 'UTC') return 'UTC';
  const [own, ...aliases] = namesByCldr(zone);
  // A name that stands for this very zone needs no comparison.
  if (own !== undefined && fromWindowsZone(own) === zone) return own;
  const probes = probesOf(zone, { start: from, end: addMs(from, lookAheadMs) });
  const agrees = (name: string) => {
    const other = fromWindowsZone(name);
    return other !== null && probes.every((at) => shownMs(at, other) === shownMs(at, zone));
  };
  const candidates = own === undefined ? windowsZoneNames : [own, ...aliases, ...windowsZoneNames];
  return candidates.find(agrees) ?? null;
}

/** Of the zone, and of the zone that it is another name of. */
function namesByCldr(zone: ZoneId): readonly string[] {
  const canonical = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  return [zone, canonical].flatMap((each) => findWindows(each) ?? []);
}

/** Every week, and every hour of the weeks in which the zone's clock changes. */
function probesOf(zone: ZoneId, during: Interval): readonly Instant[] {
  const offsetAt = (at: Instant) => shownMs(at, zone) - at;
  const weeks = steps(during, weekMs);
  const changing = weeks.filter((week) => offsetAt(week) !== offsetAt(addMs(week, weekMs)));
  const hours = changing.flatMap((week) =>
    steps({ start: week, end: addMs(week, weekMs) }, hourMs),
  );
  return [...weeks, ...hours];
}

function steps({ start, end }: Interval, stepMs: number): readonly Instant[] {
  const count = Math.ceil((end - start) / stepMs) + 1;
  return Array.from({ length: count }, (_, index) => addMs(start, index * stepMs));
}

function shownMs(at: Instant, zone: ZoneId): number {
  const { year, month, day, hour, minute, second } = toWallTime(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
