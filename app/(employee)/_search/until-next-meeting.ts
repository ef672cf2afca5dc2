import { dayMinutes, instantAt } from '@/app/_components/booking/booking-fields';
import { openUntilMinute } from '@/lib/core/policy/evaluate-policy';
import {
  addMs,
  hourMs,
  type Instant,
  instant,
  minuteMs,
  parseInstant,
} from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import {
  addDays,
  type CalendarDate,
  dateOf,
  isoWeekday,
  minuteOfDay,
  toWallTime,
} from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import type { SearchHit } from '@/lib/http/contract/search';

/** Longer than this nobody means without saying so. */
const longestMs = 4 * hourMs;

/**
 * How long a room that is free for `wanted` can be had from its start on: until its next meeting and
 * what both keep around them, its closing, or as long as its rules let one book; never less than
 * `wanted`.
 */
export function untilNextMeeting({ room, freeUntil }: SearchHit, wanted: Interval): Interval {
  const { start } = wanted;
  const { maxDurationMinutes, bufferBeforeMinutes, bufferAfterMinutes } = room.policy;
  const next = parseInstant(freeUntil ?? '');
  const buffersMs = (bufferBeforeMinutes + bufferAfterMinutes) * minuteMs;
  const ends = [
    addMs(start, Math.min(longestMs, maxDurationMinutes * minuteMs)),
    ...(next === null ? [] : [addMs(next, -buffersMs)]),
    ...closingOf(room, start),
  ];
  return { start, end: instant(Math.max(wanted.end, Math.min(...ends))) };
}

/** None where the room has no hours; a room that is open at midnight stays open with the next day. */
function closingOf({ policy, timeZone }: SearchHit['room'], at: Instant): readonly Instant[] {
  if (policy.openingHours.length === 0) return [];
  const zone = zoneId(timeZone);
  const date = dateOf(at, zone);
  const closing = (day: CalendarDate, from: number) =>
    openUntilMinute(policy, isoWeekday(day), from);
  const minute = closing(date, minuteOfDay(toWallTime(at, zone)));
  if (minute < dayMinutes) return [instantAt(date, minute, zone)];
  const next = addDays(date, 1);
  return [instantAt(next, closing(next, 0), zone)];
}
