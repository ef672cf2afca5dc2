import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventDraft } from '@/lib/calendar/backend';
import { changeObject } from '@/lib/calendar/backends/caldav/edit-icalendar';
import { leaveOutDate } from '@/lib/calendar/backends/caldav/edit-series';
import { openObject } from '@/lib/calendar/backends/caldav/open-object';
import { toCalendarObject } from '@/lib/calendar/backends/caldav/to-icalendar';
import { readCalendarObject } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { occurrencesIn } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import { changeSeries } from '@/lib/calendar/backends/shared/series/change-series';
import { draftSeries } from '@/lib/calendar/backends/shared/series/draft-series';
import { seriesDates } from '@/lib/calendar/backends/shared/series/series-dates';
import { type BackendErrorCode, isBackendError } from '@/lib/calendar/errors';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import { addMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import { toInstant, toWallTime } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';

const now = instant(Date.UTC(2026, 10, 23));
const room = { roomId: 'r', address: {} };
const floating = { kind: 'utc' } as const;

const zones = ['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'];
const length = { min: 15, max: 300 };

const arbitraryCase = fc.record({
  timeZone: fc.constantFrom(...zones.map(zoneId)),
  month: fc.integer({ min: 1, max: 12 }),
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.constantFrom(0, 15, 30, 45),
  minutes: fc.integer(length),
  frequency: fc.constantFrom('DAILY', 'WEEKLY'),
  interval: fc.integer({ min: 1, max: 3 }),
  count: fc.integer({ min: 4, max: 60 }),
  leftOut: fc.array(fc.nat(59), { maxLength: 3 }),
  moved: fc.array(fc.record({ index: fc.nat(59), by: fc.integer({ min: -200, max: 200 }) }), {
    maxLength: 3,
  }),
  shiftMinutes: fc.integer({ min: -3 * 24 * 4, max: 3 * 24 * 4 }).map((quarters) => quarters * 15),
  newMinutes: fc.integer(length),
  newCount: fc.option(fc.integer({ min: 1, max: 60 })),
});

type Case = typeof arbitraryCase extends fc.Arbitrary<infer T> ? T : never;

function draftOf(each: Case): EventDraft | null {
  const { timeZone, month, hour, minute, minutes } = each;
  const start = toInstant({ year: 2027, month, day: 10, hour, minute, second: 0 }, timeZone);
  const shown = toWallTime(start, timeZone);
  if (shown.hour !== hour || shown.minute !== minute) return null;
  const rrule = `FREQ=${each.frequency};INTERVAL=${each.interval};COUNT=${each.count}`;
  return {
    uid: 'x',
    rooms: [room],
    start,
    end: addMs(start, minutes * minuteMs),
    timeZone,
    title: 'Review',
    organizer: { email: 'alice@example.org' },
    attendees: [],
    visibility: 'default',
    recurrence: { rrule, exceptions: [] },
  };
}

function open(text: string) {
  return openObject(text, 'x', floating);
}

/** What is done to single dates, once in the stored text and once in the series as such. */
function disturb(each: Case, draft: EventDraft) {
  let text = toCalendarObject(draft, room, now);
  const plain = draftSeries(draft, draft.recurrence ?? { rrule: '', exceptions: [] });
  const dates = seriesDates(plain);
  const exceptions = new Set<SeriesOverride['recurrenceId']>();
  const overrides = new Map<number, SeriesOverride>();
  for (const { index, by } of each.moved) {
    const date = dates[index];
    if (!date) continue;
    const { recurrenceId } = date;
    const start = addMs(recurrenceId, by * minuteMs);
    const moved = { start, end: addMs(start, hourMs) };
    text = changeObject(open(text), { uid: 'x', recurrenceId }, moved, now);
    overrides.set(index, { recurrenceId, ...moved });
  }
  for (const index of new Set(each.leftOut.slice(0, dates.length - 1))) {
    const date = dates[index];
    if (!date) continue;
    text = leaveOutDate(open(text), date.recurrenceId, now) ?? '';
    overrides.delete(index);
    exceptions.add(date.recurrenceId);
  }
  const series: Series<SeriesOverride> = {
    ...plain,
    exceptions: [...exceptions],
    overrides: [...overrides.values()],
  };
  return { text, series };
}

function changeOf(each: Case, draft: EventDraft) {
  const start = addMs(draft.start, each.shiftMinutes * minuteMs);
  const { frequency, interval, newCount } = each;
  const rrule = `FREQ=${frequency};INTERVAL=${interval};COUNT=${newCount}`;
  return {
    start,
    end: addMs(start, each.newMinutes * minuteMs),
    ...(newCount === null ? {} : { recurrence: { rrule, exceptions: [] } }),
  };
}

function outcomeOf<T>(act: () => T): T | BackendErrorCode {
  try {
    return act();
  } catch (error) {
    if (!isBackendError(error)) throw error;
    return error.code;
  }
}

function datesIn(text: string) {
  const window = { start: instant(Date.UTC(2026, 0, 1)), end: instant(Date.UTC(2035, 0, 1)) };
  const found = occurrencesIn(readCalendarObject(text), window, { floating });
  return found
    .map(({ recurrenceId, start, end }) => ({ recurrenceId, start, end }))
    .sort((a, b) => (a.recurrenceId ?? 0) - (b.recurrenceId ?? 0));
}

test('a stored series that changes reads as the series that changes', () => {
  let changed = 0;
  fc.assert(
    fc.property(arbitraryCase, (each) => {
      const draft = draftOf(each);
      if (!draft) return;
      const { text, series } = disturb(each, draft);
      const change = changeOf(each, draft);
      const expected = outcomeOf(() => seriesDates(changeSeries(series, change)));
      const whole = { uid: 'x', recurrenceId: null };
      const stored = outcomeOf(() => datesIn(changeObject(open(text), whole, change, now)));
      changed += typeof expected === 'string' ? 0 : 1;
      expect(stored).toEqual(
        typeof expected === 'string'
          ? expected
          : expected.map(({ recurrenceId, start, end }) => ({ recurrenceId, start, end })),
      );
    }),
    { numRuns: 60 },
  );
  expect(changed).toBeGreaterThan(25);
});
