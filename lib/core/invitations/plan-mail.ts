import type { Meeting } from '@/lib/core/invitations/meeting';
import {
  isEqual,
  type ToldDate,
  type ToldMeeting,
  toToldDate,
} from '@/lib/core/invitations/told-meeting';
import { addMs, type Instant } from '@/lib/core/time/instant';

/** The methods of iTIP (RFC 5546) by which an organiser tells people. */
export type MailMethod = 'REQUEST' | 'CANCEL';

/** One mail: what it says, and what its receiver has been told with it. */
export interface PlannedMail {
  readonly method: MailMethod;
  /** `dates`: of the meeting, and no word about the others. `whole`: all of it. */
  readonly scope: 'whole' | 'dates';
  /** The dates that it is about, as they are now or, where they are cancelled, as they were. */
  readonly dates: readonly ToldDate[];
  /** Null once nothing stands any more. */
  readonly says: ToldMeeting | null;
}

/**
 * The one mail that brings a person from what was told to what stands; null where there is no news, or
 * none of which anything is still to come. Single dates are told alone where iTIP lets one message say
 * it; what takes two messages is told one after the other, the next once this one is on its way.
 */
export function planMail(
  told: ToldMeeting | null,
  wanted: ToldMeeting | null,
  meeting: Meeting | null,
  now: Instant,
): PlannedMail | null {
  const isOver = Math.max(told?.span.end ?? now, wanted?.span.end ?? now) <= now;
  if (isOver || isEqual(told, wanted)) return null;
  if (!wanted || (told?.whole && !wanted.whole)) {
    return { method: 'CANCEL', scope: 'whole', dates: [], says: null };
  }
  const request = { method: 'REQUEST', says: wanted } as const;
  if (!told || !isSameWhole(told, wanted)) {
    return { ...request, scope: 'whole', dates: wanted.whole ? [] : wanted.dates };
  }
  return planDates(told, wanted, meeting);
}

function isSameWhole(told: ToldMeeting, wanted: ToldMeeting): boolean {
  const { dates: _told, exceptions: _out, span: _span, ...before } = told;
  const { dates: _wanted, exceptions: _left, span: _until, ...after } = wanted;
  return isEqual(before, after);
}

/** What is said of the whole stays; dates are gone, changed, or back. */
function planDates(
  told: ToldMeeting,
  wanted: ToldMeeting,
  meeting: Meeting | null,
): PlannedMail | null {
  const gone = goneDates(told, wanted);
  const isBack = told.exceptions.some((at) => !wanted.exceptions.includes(at));
  const changed = changedDates(told, wanted, gone, meeting);
  const whole = wanted.whole !== null;
  if (isBack || (whole && gone.length > 0 && changed.length > 0)) {
    return { method: 'REQUEST', scope: 'whole', dates: [], says: wanted };
  }
  if (gone.length > 0) {
    const says = changed.length > 0 ? without(told, gone) : wanted;
    return { method: 'CANCEL', scope: 'dates', dates: gone, says };
  }
  if (changed.length === 0) return null;
  return { method: 'REQUEST', scope: 'dates', dates: changed, says: wanted };
}

function goneDates(told: ToldMeeting, wanted: ToldMeeting): readonly ToldDate[] {
  const { whole } = told;
  if (!whole) {
    const kept = new Set(wanted.dates.map(({ recurrenceId }) => recurrenceId));
    return told.dates.filter(({ recurrenceId }) => !kept.has(recurrenceId));
  }
  return wanted.exceptions
    .filter((at) => !told.exceptions.includes(at))
    .map((recurrenceId) => {
      const own = told.dates.find((date) => date.recurrenceId === recurrenceId);
      const end = addMs(recurrenceId, whole.end - whole.start);
      return own ?? { ...whole, recurrenceId, start: recurrenceId, end };
    });
}

/** Dates that say something else than before, among them those that are as the whole again. */
function changedDates(
  told: ToldMeeting,
  wanted: ToldMeeting,
  gone: readonly ToldDate[],
  meeting: Meeting | null,
): readonly ToldDate[] {
  const before = new Map(told.dates.map((date) => [date.recurrenceId, date]));
  const own = new Set(wanted.dates.map(({ recurrenceId }) => recurrenceId));
  const lost = new Set(gone.map(({ recurrenceId }) => recurrenceId));
  const isAsBefore = (at: Instant) => before.has(at) && !own.has(at) && !lost.has(at);
  const restored = meeting?.dates.filter(({ recurrenceId }) => isAsBefore(recurrenceId)) ?? [];
  return [
    ...wanted.dates.filter((date) => !isEqual(date, before.get(date.recurrenceId))),
    ...restored.map(toToldDate),
  ].sort((a, b) => a.recurrenceId - b.recurrenceId);
}

function without(told: ToldMeeting, gone: readonly ToldDate[]): ToldMeeting {
  const lost = new Set(gone.map(({ recurrenceId }) => recurrenceId));
  const dates = told.dates.filter(({ recurrenceId }) => !lost.has(recurrenceId));
  return { ...told, dates };
}
