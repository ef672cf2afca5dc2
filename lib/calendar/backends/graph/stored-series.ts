import type { EventChange } from '@/lib/calendar/backend';
import { originalStartOf, peopleOf, spanOf } from '@/lib/calendar/backends/graph/from-graph-event';
import { fromPatternedRecurrence } from '@/lib/calendar/backends/graph/from-recurrence';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import { fromGraphZone } from '@/lib/calendar/backends/graph/graph-time';
import type { MeetingContent } from '@/lib/calendar/backends/graph/meeting';
import { expectedDates } from '@/lib/calendar/backends/graph/series-times';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import { type Instant, instant } from '@/lib/core/time/instant';

/** A date with what is said of it alone. */
export interface GraphOverride extends SeriesOverride {
  readonly own: OwnTexts;
}

export type OwnTexts = Pick<EventChange, 'title' | 'description' | 'attendees'>;

/**
 * A series as Graph keeps it: its rule, the dates that are missing and those that are not as the rule
 * has them.
 * @throws BackendError `unsupported` for a rule that Foyer does not write
 */
export function toStoredSeries({ event, dates }: MeetingContent): Series<GraphOverride> {
  const { start, end } = spanOf(event);
  const rule = event.recurrence && fromPatternedRecurrence(event.recurrence);
  const zoneName = event.recurrence?.range.recurrenceTimeZone ?? event.originalStartTimeZone;
  const timeZone = fromGraphZone(zoneName ?? '');
  if (!rule || !timeZone) unsupported('a series of others by a rule of a kind not written here');
  const plain = { rule, start, timeZone, durationMs: end - start, exceptions: [], overrides: [] };
  const planned = expectedDates(plain);
  const present = new Set((dates ?? []).map(originalStartOf));
  return {
    ...plain,
    exceptions: [...planned.keys()].filter((at) => !present.has(instant(at))).map(instant),
    overrides: (dates ?? []).flatMap((date) => toOverride(date, event, planned)),
  };
}

function toOverride(
  date: GraphEvent,
  whole: GraphEvent,
  planned: ReadonlyMap<Instant, SeriesOverride>,
): readonly GraphOverride[] {
  const recurrenceId = originalStartOf(date);
  const plan = recurrenceId === null ? undefined : planned.get(recurrenceId);
  if (recurrenceId === null || !plan) return [];
  const { start, end } = spanOf(date);
  const own = ownTexts(date, whole);
  const asPlanned = plan.start === start && plan.end === end && Object.keys(own).length === 0;
  return asPlanned ? [] : [{ recurrenceId, start, end, own }];
}

/** What a date says otherwise than its series. */
export function ownTexts(date: GraphEvent, whole: GraphEvent): OwnTexts {
  const { attendees } = peopleOf(date, whole);
  const samePeople = JSON.stringify(attendees) === JSON.stringify(peopleOf(whole).attendees);
  const description = date.body?.content ?? '';
  return {
    ...(date.subject === whole.subject ? {} : { title: date.subject ?? '' }),
    ...(description === (whole.body?.content ?? '') ? {} : { description }),
    ...(samePeople ? {} : { attendees }),
  };
}
