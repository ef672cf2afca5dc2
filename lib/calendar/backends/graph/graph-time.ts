import { fromWindowsZone } from '@/lib/calendar/backends/shared/windows-zones';
import {
  addMs,
  formatInstant,
  type Instant,
  instant,
  minuteMs,
  parseInstant,
} from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import {
  addDays,
  formatDate,
  toInstant,
  toWallTime,
  type WallTime,
} from '@/lib/core/time/wall-time';
import { parseZone, type ZoneId, zoneId } from '@/lib/core/time/zone';

/** Graph's dateTimeTimeZone: a wall time without an offset, and the zone whose wall it is. */
export interface GraphTime {
  readonly dateTime: string;
  readonly timeZone: string;
}

export const utc = zoneId('UTC');

const wallTime =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?$/;

/** Null for what names no instant. Up to nine decimals; what is finer than a millisecond is dropped. */
export function fromGraphTime(dateTime: string, timeZone: string | null): Instant | null {
  const parts = wallTime.exec(dateTime.trim());
  if (!parts) return null;
  if (parts[8] !== undefined) return parseInstant(dateTime.trim());
  const zone = fromGraphZone(timeZone ?? 'UTC');
  const wall = toWall(parts);
  if (!zone || !wall) return null;
  const ms = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  return addMs(toInstant(wall, zone), ms);
}

/** The zone of a Windows or an IANA name, or of Outlook's own names for UTC. */
export function fromGraphZone(name: string): ZoneId | null {
  if (/^tzone:\/\/microsoft\/utc$/i.test(name)) return utc;
  return fromWindowsZone(name) ?? parseZone(name);
}

/** In UTC unless said otherwise: then no table of zones stands between us and the instant. */
export function toGraphTime(at: Instant, zone: ZoneId = utc, zoneName = 'UTC'): GraphTime {
  const wall = toWallTime(at, zone);
  const clock = [wall.hour, wall.minute, wall.second].map(twoDigits).join(':');
  const ms = String(((at % 1_000) + 1_000) % 1_000).padStart(3, '0');
  return { dateTime: `${formatDate(wall)}T${clock}.${ms}0000`, timeZone: zoneName };
}

/** The window in whole minutes, not smaller: Graph is not asked what it makes of fractions. */
export function inMinutes({ start, end }: Interval): Interval {
  return {
    start: instant(Math.floor(start / minuteMs) * minuteMs),
    end: instant(Math.ceil(end / minuteMs) * minuteMs),
  };
}

/** The parameters of a calendarView and of instances; their bounds have an offset of their own. */
export function viewWindow(window: Interval) {
  const { start, end } = inMinutes(window);
  return { startDateTime: formatInstant(start), endDateTime: formatInstant(end) };
}

function toWall(parts: RegExpExecArray): WallTime | null {
  const [year, month, day, hour, minute, second] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? '0')) as [number, number, number, number, number, number];
  const date = { year, month, day };
  const isDay = formatDate(addDays(date, 0)) === formatDate(date);
  return isDay && hour < 24 && minute < 60 && second < 60
    ? { ...date, hour, minute, second }
    : null;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
