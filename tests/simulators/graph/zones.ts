import { fromWindowsZone } from '@/lib/calendar/backends/shared/windows-zones';
import { type Instant, instant } from '@/lib/core/time/instant';
import { toInstant, toWallTime, type WallTime } from '@/lib/core/time/wall-time';
import { parseZone, type ZoneId } from '@/lib/core/time/zone';
import { badRequest } from './graph-failure';

/** Microsoft's `dateTimeTimeZone`. */
export interface DateTimeTimeZone {
  readonly dateTime: string;
  readonly timeZone: string;
}

const wallTime =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?$/;

/** Windows names, IANA names and `UTC`, as Graph takes them. */
export function resolveZone(name: string): ZoneId {
  const zone = fromWindowsZone(name) ?? parseZone(name);
  if (zone === null) {
    throw badRequest(
      'TimeZoneNotSupportedException',
      `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
    );
  }
  return zone;
}

/** A `dateTime` with its own offset, if it has one, counts by that; else by `timeZone`. */
export function toEpochMs(text: string, timeZone: string): number {
  const parts = wallTime.exec(text);
  if (!parts) throw badRequest('ErrorInvalidParameter', `Invalid date time: '${text}'.`);
  if (parts[7] !== undefined) return Date.parse(text);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  return toInstant({ year, month, day, hour, minute, second }, resolveZone(timeZone));
}

export function wallIn(atMs: number, timeZone: string): WallTime {
  return toWallTime(asInstant(atMs), resolveZone(timeZone));
}

export function writeDateTime(atMs: number, timeZone: string): DateTimeTimeZone {
  return { dateTime: formatWall(wallIn(atMs, timeZone)), timeZone };
}

/** Seven decimals, no offset: how Graph writes every wall time. */
export function formatWall(wall: WallTime): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${String(wall.year).padStart(4, '0')}-${two(wall.month)}-${two(wall.day)}`;
  return `${date}T${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)}.0000000`;
}

/** Seven decimals and a Z: how Graph writes every instant. */
export function formatUtc(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '0000Z');
}

function asInstant(atMs: number): Instant {
  return instant(Math.trunc(atMs));
}
