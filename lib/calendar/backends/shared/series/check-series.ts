import { accepted } from '@/lib/calendar/backends/shared/series/accepted';
import { seriesDates } from '@/lib/calendar/backends/shared/series/series-dates';
import { ruleDates } from '@/lib/core/recurrence/rule-dates';
import type { Series } from '@/lib/core/recurrence/series';

/**
 * Refuses a series that no calendar should hold. One without an end passes: not every calendar has
 * to hold each of its dates.
 * @throws BackendError `invalid-request`
 */
export function checkSeries(series: Series): void {
  if (series.rule.end.kind === 'never') accepted(ruleDates(series));
  else seriesDates(series);
}
