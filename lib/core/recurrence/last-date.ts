import type { RuleEnd } from '@/lib/core/recurrence/recurrence-rule';
import type { Instant } from '@/lib/core/time/instant';
import {
  addDays,
  type CalendarDate,
  dateOf,
  toInstant,
  toWallTime,
} from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

/**
 * The last date on which UNTIL lets a series start that keeps the wall clock of `start`, itself
 * included; null where it does not end by date.
 */
export function lastDate(end: RuleEnd, start: Instant, timeZone: ZoneId): CalendarDate | null {
  if (end.kind === 'date') return end.date;
  if (end.kind !== 'instant') return null;
  const date = dateOf(end.at, timeZone);
  const wall = toWallTime(start, timeZone);
  return toInstant({ ...wall, ...date }, timeZone) <= end.at ? date : addDays(date, -1);
}
