import type { Meeting, MeetingDate, PeopledTelling, Telling } from '@/lib/core/invitations/meeting';
import { type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** One date that is not as the whole says. */
export interface ToldDate extends Telling {
  readonly recurrenceId: Instant;
}

/** A meeting as one person is told of it: what is compared to find out whether there is news. */
export interface ToldMeeting {
  readonly rrule: string | null;
  /** Null for somebody who is to come on single dates of a series only. */
  readonly whole: Telling | null;
  /** Starts that the rule names and on which this person is not to come; rising. */
  readonly exceptions: readonly Instant[];
  /** Rising by original start. */
  readonly dates: readonly ToldDate[];
  readonly isOptional: boolean;
  readonly isPrivate: boolean;
  /** From the start of the first date to the end of the last. */
  readonly span: Interval;
}

/** Null for somebody who is to come on none of its dates. @param email in small letters */
export function toToldMeeting(meeting: Meeting, email: string): ToldMeeting | null {
  const { rrule, whole, isPrivate } = meeting;
  const dates = meeting.dates.filter((date) => isAsked(date, email));
  const [first] = dates;
  if (!first) return null;
  const common = { rrule, isPrivate, span: spanOf(dates), isOptional: isOptional(first, email) };
  if (rrule === null) return { ...common, whole: toTelling(whole), exceptions: [], dates: [] };
  if (!isAsked(whole, email)) {
    return { ...common, whole: null, exceptions: [], dates: dates.map(toToldDate) };
  }
  const others = meeting.dates.filter((date) => !dates.includes(date));
  const left = [...meeting.leftOut, ...others.map(({ recurrenceId }) => recurrenceId)];
  return {
    ...common,
    isOptional: isOptional(whole, email),
    whole: toTelling(whole),
    exceptions: left.sort((a, b) => a - b),
    dates: dates.filter((date) => isOwn(date, whole)).map(toToldDate),
  };
}

/** The person of that address among those who are to come; null where there is none. */
export function findAttendee({ attendees }: Pick<PeopledTelling, 'attendees'>, email: string) {
  return attendees.find((each) => each.email.toLowerCase() === email) ?? null;
}

const isAsked = (telling: PeopledTelling, email: string) => findAttendee(telling, email) !== null;

function isOptional(telling: PeopledTelling, email: string): boolean {
  return findAttendee(telling, email)?.optional ?? false;
}

function toTelling({ start, end, title, description, places }: Telling): Telling {
  return { start, end, title, description, places };
}

/** A date of a meeting in the form that is told. */
export function toToldDate(date: MeetingDate): ToldDate {
  return { recurrenceId: date.recurrenceId, ...toTelling(date) };
}

/** Whether a date says anything that the whole does not. */
function isOwn(date: MeetingDate, whole: Telling): boolean {
  const { start, end, recurrenceId } = date;
  const isMoved = start !== recurrenceId || end - start !== whole.end - whole.start;
  return isMoved || !isEqual(wordsOf(date), wordsOf(whole));
}

function wordsOf({ title, description, places }: Telling) {
  return { title, description, places };
}

/** Compares plain values as they are told and stored; the order of fields does not matter. */
export function isEqual(one: unknown, other: unknown): boolean {
  return one === other || canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

function spanOf(dates: readonly Interval[]): Interval {
  return {
    start: instant(Math.min(...dates.map(({ start }) => start))),
    end: instant(Math.max(...dates.map(({ end }) => end))),
  };
}
