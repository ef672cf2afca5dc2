import type { EventChange, EventDraft } from '@/lib/calendar/backend';
import type { MockDate, MockEvent } from '@/lib/calendar/backends/mock/mock-event';
import { changeSeries } from '@/lib/calendar/backends/shared/series/change-series';
import { draftSeries } from '@/lib/calendar/backends/shared/series/draft-series';
import { seriesDates } from '@/lib/calendar/backends/shared/series/series-dates';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import { BackendError } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

type Times = Pick<MockEvent, 'dates' | 'series' | 'timeZone'>;

/** When a draft takes its rooms. @throws BackendError `invalid-request` for a series without measure */
export function draftTimes(draft: EventDraft): Times {
  const { start, end, timeZone, recurrence } = draft;
  if (!recurrence) return { timeZone, series: null, dates: [{ recurrenceId: null, start, end }] };
  const series = draftSeries(draft, recurrence);
  return { timeZone, series, dates: seriesDates(series) };
}

/** Times of the whole event after a change, what was done to single dates of a series along with it. */
export function changeTimes(before: MockEvent, change: EventChange): Times {
  if (!before.series) return changeSingle(before, change);
  const { start, end, timeZone, recurrence } = change;
  const times = {
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(recurrence === undefined ? {} : { recurrence }),
  };
  const overrides = before.dates.filter(isOverrideOf(before.series.durationMs));
  const changed = changeSeries({ ...before.series, overrides }, times);
  const series = { ...changed, overrides: [] };
  return { timeZone: series.timeZone, series, dates: seriesDates(changed) };
}

function changeSingle(before: MockEvent, change: EventChange): Times {
  const { start, end, timeZone = before.timeZone, recurrence } = change;
  if (recurrence) throw invalid('only a series has a rule to be changed');
  const moved = start !== undefined || end !== undefined;
  if (moved && before.dates.length > 1) unsupported('a series of others cannot be moved here');
  const dates = before.dates.map((date) => ({
    ...date,
    start: start ?? date.start,
    end: end ?? date.end,
  }));
  return { timeZone, series: null, dates: dates.map(forward) };
}

/** The dates of a series of which one has changed. */
export function changeDate(
  { dates }: MockEvent,
  recurrenceId: Instant,
  { start, end, timeZone: _own, recurrence, rooms: _all, ...texts }: EventChange,
): readonly MockDate[] {
  if (recurrence) throw invalid('one date has no rule');
  return dates.map((date) =>
    date.recurrenceId === recurrenceId
      ? forward({
          ...date,
          start: start ?? date.start,
          end: end ?? date.end,
          texts: { ...date.texts, ...texts },
        })
      : date,
  );
}

function isOverrideOf(durationMs: number) {
  return (date: MockDate): date is MockDate & { readonly recurrenceId: Instant } =>
    date.recurrenceId !== null &&
    (date.texts !== undefined ||
      date.start !== date.recurrenceId ||
      date.end - date.start !== durationMs);
}

function forward(date: MockDate): MockDate {
  if (date.end <= date.start) throw invalid('the end is not after the start');
  return date;
}

function invalid(message: string): BackendError {
  return new BackendError('invalid-request', message, { outcome: 'not-applied' });
}
