import { findWindows } from 'windows-iana';
import { fromWindowsZone, windowsZoneNames } from '@/lib/calendar/backends/shared/windows-zones';
import { addMs, dayMs, hourMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { toWallTime } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

const coarseStepMs = 28 * dayMs;

/**
 * The Windows zone whose clock shows the same as that of an IANA zone throughout the stretch: the one
 * that CLDR names for it, else any that agrees at every hour. Null when none does: CLDR's tables and a
 * government's clocks change at different times, and what counts here is that no date is moved.
 */
export function toWindowsZone(zone: ZoneId, during: Interval): string | null {
  if (zone === 'UTC') return 'UTC';
  const probes = [...steps(during, coarseStepMs), ...hoursOfChange(zone, during)];
  const agrees = (name: string) => {
    const other = fromWindowsZone(name);
    return other !== null && probes.every((at) => shownMs(at, other) === shownMs(at, zone));
  };
  return [...namesByCldr(zone), ...windowsZoneNames].find(agrees) ?? null;
}

/** Of the zone, and of the zone that it is another name of. */
function namesByCldr(zone: ZoneId): readonly string[] {
  const canonical = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  return [zone, canonical].flatMap((each) => findWindows(each) ?? []);
}

/** Every hour of the days on which the zone's clock changes. */
function hoursOfChange(zone: ZoneId, during: Interval): readonly Instant[] {
  const offsetAt = (at: Instant) => shownMs(at, zone) - at;
  return steps(during, dayMs)
    .filter((day) => offsetAt(day) !== offsetAt(addMs(day, dayMs)))
    .flatMap((day) => steps({ start: day, end: addMs(day, dayMs) }, hourMs));
}

function steps({ start, end }: Interval, stepMs: number): readonly Instant[] {
  const count = Math.ceil((end - start) / stepMs) + 1;
  return Array.from({ length: count }, (_, index) => addMs(start, index * stepMs));
}

function shownMs(at: Instant, zone: ZoneId): number {
  const { year, month, day, hour, minute, second } = toWallTime(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
