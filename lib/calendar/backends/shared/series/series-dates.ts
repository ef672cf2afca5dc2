import { accepted } from '@/lib/calendar/backends/shared/series/accepted';
import { BackendError } from '@/lib/calendar/errors';
import { expandRule, type Occurrence } from '@/lib/core/recurrence/expand-rule';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import { instant } from '@/lib/core/time/instant';

/** How many dates one series may have. */
export const mostDates = 1_000;

const everBefore = instant(Number.MAX_SAFE_INTEGER);

/**
 * Every date of a series that ends, sorted by original start, each where its override has it.
 * @throws BackendError `invalid-request` when it has no date, or more than `mostDates`
 */
export function seriesDates<Override extends SeriesOverride>(
  series: Series<Override>,
): readonly (Occurrence | Override)[] {
  const bounds = { until: everBefore, most: mostDates };
  const { occurrences, bounded } = accepted(expandRule({ ...series, bounds }));
  if (bounded !== null) throw invalid(`a series has at most ${mostDates} dates`);
  if (occurrences.length === 0) throw invalid('no date of the series is left');
  const byOriginal = new Map(series.overrides.map((each) => [each.recurrenceId, each]));
  return occurrences.map((date) => byOriginal.get(date.recurrenceId) ?? date);
}

function invalid(message: string): BackendError {
  return new BackendError('invalid-request', message, { outcome: 'not-applied' });
}
