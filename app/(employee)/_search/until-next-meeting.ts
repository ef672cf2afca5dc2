import {
  addMs,
  hourMs,
  type Instant,
  instant,
  minuteMs,
  parseInstant,
} from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { dateOf, isoWeekday, minuteOfDay, toWallTime } from '@/lib/core/time/wall-time';
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

function closingOf({ policy, timeZone }: SearchHit['room'], at: Instant): readonly Instant[] {
  const zone = zoneId(timeZone);
  const weekday = isoWeekday(dateOf(at, zone));
  const minute = minuteOfDay(toWallTime(at, zone));
  return policy.openingHours
    .filter(
      (hours) =>
        hours.weekday === weekday && hours.opensMinute <= minute && minute < hours.closesMinute,
    )
    .map(({ closesMinute }) => addMs(at, (closesMinute - minute) * minuteMs));
}
