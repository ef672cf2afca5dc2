import type ICAL from 'ical.js';
import type { EventDraft, Recurrence } from '@/lib/calendar/backend';
import {
  datesProperty,
  ruleProperty,
} from '@/lib/calendar/backends/shared/icalendar/property-writers';
import { draftSeries } from '@/lib/calendar/backends/shared/series/draft-series';
import { formatCalendarRule } from '@/lib/core/recurrence/format-calendar-rule';

/** RRULE and EXDATE of a series. */
export function addRecurrence(
  event: ICAL.Component,
  times: Pick<EventDraft, 'start' | 'end' | 'timeZone'>,
  recurrence: Recurrence,
): void {
  const { rule, exceptions, start, timeZone } = draftSeries(times, recurrence);
  event.addProperty(ruleProperty(formatCalendarRule(rule, start, timeZone)));
  if (exceptions.length === 0) return;
  const sorted = exceptions.toSorted((a, b) => a - b);
  event.addProperty(datesProperty('exdate', sorted, start, timeZone));
}
