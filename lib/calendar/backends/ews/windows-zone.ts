import { findWindows } from 'windows-iana';
import { fromWindowsZone } from '@/lib/calendar/backends/shared/windows-zones';
import { instant } from '@/lib/core/time/instant';
import { toWallTime } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

/**
 * The Windows name of a zone by CLDR, whichever of its IANA names is used; null where there is none,
 * and where the tables are older than the zone's clock and would write a series at another hour.
 */
export function toWindowsZone(zone: ZoneId): string | null {
  if (zone === 'UTC') return 'UTC';
  const canonical = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  const [name] = [zone, canonical].flatMap((each) => findWindows(each) ?? []);
  const meant = name === undefined ? null : fromWindowsZone(name);
  return name !== undefined && meant && keepSameClock(zone, meant) ? name : null;
}

/** The first of each month of a year to come: no zone changes its clocks so that this misses it. */
const moments = Array.from({ length: 12 }, (_, month) => instant(Date.UTC(2_027, month, 1)));

function keepSameClock(one: ZoneId, other: ZoneId): boolean {
  return moments.every(
    (at) => JSON.stringify(toWallTime(at, one)) === JSON.stringify(toWallTime(at, other)),
  );
}
