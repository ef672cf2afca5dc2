import type { CalendarEvent, EventRef } from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';
import { checkEvent } from '@/lib/calendar/limits/check-event';
import { byStart, type Interval, overlaps } from '@/lib/core/time/interval';

/**
 * A backend's dates of one event, held to the window and sorted.
 * @throws BackendError `bad-response` when one is malformed or of another event, or one is told twice.
 */
export function checkOccurrences(
  dates: readonly CalendarEvent[],
  { uid }: EventRef,
  window: Interval,
): readonly CalendarEvent[] {
  if (!Array.isArray(dates)) throw new BackendError('bad-response', 'a malformed list of dates');
  for (const date of dates) checkEvent(date, uid);
  const named = new Set(dates.map(({ ref }) => ref.recurrenceId));
  if (named.size < dates.length) {
    throw new BackendError('bad-response', 'one date of an event told twice');
  }
  return dates.filter((date) => overlaps(date, window)).sort(byStart);
}
