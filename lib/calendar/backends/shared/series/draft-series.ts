import type { EventDraft, Recurrence } from '@/lib/calendar/backend';
import { accepted } from '@/lib/calendar/backends/shared/series/accepted';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import type { Series } from '@/lib/core/recurrence/series';

/** The series that a draft asks for. @throws BackendError `invalid-request` when it has no readable rule */
export function draftSeries(
  { start, end, timeZone }: Pick<EventDraft, 'start' | 'end' | 'timeZone'>,
  { rrule, exceptions }: Recurrence,
): Series<never> {
  const rule = accepted(parseRule(rrule));
  return { rule, start, timeZone, durationMs: end - start, exceptions, overrides: [] };
}
