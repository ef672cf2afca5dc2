import { atLeast, type Role } from '@/lib/core/places/role';
import type { RoomPolicy } from '@/lib/core/policy/room-policy';
import { dayMs, type Instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import {
  addDays,
  type CalendarDate,
  dateOf,
  isoWeekday,
  minuteOfDay,
  toWallTime,
} from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

export const policyRules = [
  'past',
  'booking-window',
  'notice',
  'min-duration',
  'max-duration',
  'opening-hours',
  'who-may-book',
  'approval',
  'quota',
] as const;
export type PolicyRule = (typeof policyRules)[number];

/** A broken rule in plain English; `limit` lets the interface say it in the reader's language. */
export interface PolicyViolation {
  readonly rule: PolicyRule;
  readonly message: string;
  readonly limit: number | null;
}

export interface PolicyQuestion {
  readonly wanted: Interval;
  readonly timeZone: ZoneId;
  readonly role: Role;
  readonly now: Instant;
  /** Live bookings that this person already holds in the room. */
  readonly activeBookings: number;
}

/** Every rule that the wanted time breaks, all together; empty when it may be booked. */
export function evaluatePolicy(
  policy: RoomPolicy,
  question: PolicyQuestion,
): readonly PolicyViolation[] {
  return [
    ...timeViolations(policy, question),
    ...lengthViolations(policy, question.wanted),
    ...openingViolations(policy, question),
    ...personViolations(policy, question),
  ];
}

/** A meeting that began this quarter of an hour may still be booked: people are already inside. */
const lateStartMs = 15 * minuteMs;

function timeViolations(policy: RoomPolicy, { wanted, now }: PolicyQuestion): PolicyViolation[] {
  const found: PolicyViolation[] = [];
  const { minNoticeMinutes, bookingWindowDays } = policy;
  if (wanted.start < now - lateStartMs) {
    found.push(violation('past', 'This time has passed.', null));
  } else if (minNoticeMinutes > 0 && wanted.start < now + minNoticeMinutes * minuteMs) {
    const message = `Book at least ${minNoticeMinutes} minutes ahead.`;
    found.push(violation('notice', message, minNoticeMinutes));
  }
  if (wanted.end > now + bookingWindowDays * dayMs) {
    const message = `Book at most ${bookingWindowDays} days ahead.`;
    found.push(violation('booking-window', message, bookingWindowDays));
  }
  return found;
}

function lengthViolations(policy: RoomPolicy, wanted: Interval): PolicyViolation[] {
  const minutes = (wanted.end - wanted.start) / minuteMs;
  const { minDurationMinutes: least, maxDurationMinutes: most } = policy;
  if (minutes < least) {
    return [violation('min-duration', `Book at least ${least} minutes.`, least)];
  }
  if (minutes > most) {
    return [violation('max-duration', `Book at most ${most} minutes.`, most)];
  }
  return [];
}

function openingViolations(policy: RoomPolicy, question: PolicyQuestion): PolicyViolation[] {
  if (policy.openingHours.length === 0) return [];
  if (daysTouched(question).every((stretch) => isOpen(policy, stretch))) return [];
  return [violation('opening-hours', 'The room is closed for part of this time.', null)];
}

interface DayStretch {
  readonly weekday: number;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** The wanted time cut at the room's midnights. */
function daysTouched({ wanted, timeZone }: PolicyQuestion): readonly DayStretch[] {
  const last = toWallTime(wanted.end, timeZone);
  const stretches: DayStretch[] = [];
  let date: CalendarDate = dateOf(wanted.start, timeZone);
  let fromMinute = minuteOfDay(toWallTime(wanted.start, timeZone));
  while (!sameDate(date, last)) {
    stretches.push({ weekday: isoWeekday(date), fromMinute, toMinute: 24 * 60 });
    date = addDays(date, 1);
    fromMinute = 0;
  }
  const toMinute = minuteOfDay(last);
  if (toMinute > 0) stretches.push({ weekday: isoWeekday(date), fromMinute, toMinute });
  return stretches;
}

function isOpen(policy: RoomPolicy, { weekday, fromMinute, toMinute }: DayStretch): boolean {
  const openUntil = openUntilMinute(policy, weekday, fromMinute);
  return openUntil > fromMinute && toMinute <= openUntil;
}

/**
 * The minute of that weekday until which the room stays open from `fromMinute` on; `fromMinute` when
 * it is closed then. Hours that follow one another without a break are as one.
 */
export function openUntilMinute(
  { openingHours }: Pick<RoomPolicy, 'openingHours'>,
  weekday: number,
  fromMinute: number,
): number {
  return openingHours
    .filter((each) => each.weekday === weekday && each.closesMinute > fromMinute)
    .sort((a, b) => a.opensMinute - b.opensMinute)
    .reduce(
      (until, { opensMinute, closesMinute }) =>
        opensMinute <= until ? Math.max(until, closesMinute) : until,
      fromMinute,
    );
}

function personViolations(policy: RoomPolicy, question: PolicyQuestion): PolicyViolation[] {
  const found: PolicyViolation[] = [];
  const { whoMayBook, approval, maxActivePerPerson } = policy;
  if (whoMayBook === 'nobody') {
    found.push(violation('who-may-book', 'This room is out of service.', null));
  } else if (!atLeast(question.role, whoMayBook)) {
    found.push(violation('who-may-book', `Only a ${whoMayBook} may book this room.`, null));
  } else if (approval === 'manager' && !atLeast(question.role, 'manager')) {
    // There is no queue of requests yet: guarding the room is right, ignoring the rule is not.
    found.push(violation('approval', 'Only a manager may book this room.', null));
  }
  if (maxActivePerPerson !== null && question.activeBookings >= maxActivePerPerson) {
    const message = `You already hold ${maxActivePerPerson} bookings of this room.`;
    found.push(violation('quota', message, maxActivePerPerson));
  }
  return found;
}

function violation(rule: PolicyRule, message: string, limit: number | null): PolicyViolation {
  return { rule, message, limit };
}

function sameDate(a: CalendarDate, b: CalendarDate): boolean {
  return a.year === b.year && a.month === b.month && a.day === b.day;
}
