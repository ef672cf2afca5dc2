import type { EventDraft } from '@/lib/calendar/backend';
import { originalStartOf, spanOf } from '@/lib/calendar/backends/graph/from-graph-event';
import { fromPatternedRecurrence } from '@/lib/calendar/backends/graph/from-recurrence';
import type { Meeting } from '@/lib/calendar/backends/graph/meeting';
import { expectedDates } from '@/lib/calendar/backends/graph/series-times';
import { explicitRule } from '@/lib/core/recurrence/explicit-rule';
import { formatCalendarRule } from '@/lib/core/recurrence/format-calendar-rule';
import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import type { Series } from '@/lib/core/recurrence/series';
import { dateOf } from '@/lib/core/time/wall-time';

/** Exchange cuts subjects there, and takes spaces from their ends. */
const longestSubject = 255;

/**
 * Whether the meeting is what the draft asks for, as far as it was written: dates that are yet to be
 * left out do not make it another.
 */
export function isSameMeeting(
  { uid, event, dates }: Meeting,
  draft: EventDraft,
  series: Series | null,
): boolean {
  const { start, end } = spanOf(event);
  const sameTimes = start === draft.start && end === draft.end;
  const same = uid === draft.uid && sameTimes && isSameTitle(event.subject ?? '', draft.title);
  if (!same || !series) return same && !event.recurrence;
  const rule = event.recurrence && fromPatternedRecurrence(event.recurrence);
  const present = new Set((dates ?? []).map(originalStartOf));
  const hasAll = [...expectedDates(series).keys()].every((at) => present.has(at));
  return rule !== null && rule !== undefined && isSameRule(rule, series) && hasAll;
}

function isSameTitle(stored: string, wanted: string): boolean {
  const [a, b] = [stored.trim(), wanted.trim()];
  return a === b || (a.length >= longestSubject && b.startsWith(a));
}

function isSameRule(stored: RecurrenceRule, { rule, start, timeZone }: Series): boolean {
  const first = dateOf(start, timeZone);
  const spelled = (each: RecurrenceRule) =>
    formatCalendarRule({ ...explicitRule(each, first), weekStart: 1 }, start, timeZone);
  return spelled(stored) === spelled(rule);
}
