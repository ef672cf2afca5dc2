import { expect, test } from 'vitest';
import { fromPatternedRecurrence } from '@/lib/calendar/backends/graph/from-recurrence';
import { graphEvent } from '@/lib/calendar/backends/graph/graph-event';
import { toPatternedRecurrence } from '@/lib/calendar/backends/graph/to-recurrence';
import { isBackendError } from '@/lib/calendar/errors';
import { formatRule } from '@/lib/core/recurrence/format-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import { type Instant, parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

/** Monday, 1 March 2027, 10:00 in Paris. */
const start = parseInstant('2027-03-01T09:00:00Z') as Instant;

function patternOf(rrule: string) {
  const rule = parseRule(rrule) as RecurrenceRule;
  return toPatternedRecurrence(
    { rule, start, timeZone: zoneId('Europe/Paris') },
    'Romance Standard Time',
  );
}

test.each([
  ['FREQ=DAILY;INTERVAL=3;COUNT=5', { type: 'daily', interval: 3 }],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU',
    { type: 'weekly', interval: 2, daysOfWeek: ['monday', 'wednesday'], firstDayOfWeek: 'sunday' },
  ],
  [
    'FREQ=WEEKLY;COUNT=5',
    { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
  ],
  ['FREQ=MONTHLY;BYMONTHDAY=15', { type: 'absoluteMonthly', interval: 1, dayOfMonth: 15 }],
  [
    'FREQ=MONTHLY;BYDAY=2TU',
    { type: 'relativeMonthly', interval: 1, daysOfWeek: ['tuesday'], index: 'second' },
  ],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    {
      type: 'relativeMonthly',
      interval: 1,
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      index: 'last',
    },
  ],
  [
    'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31',
    { type: 'absoluteYearly', interval: 1, month: 1, dayOfMonth: 31 },
  ],
  [
    'FREQ=YEARLY;BYMONTH=3;BYDAY=1MO',
    { type: 'relativeYearly', interval: 1, month: 3, daysOfWeek: ['monday'], index: 'first' },
  ],
])('%s is said in the words of Graph, and read back', (rrule, pattern) => {
  const said = patternOf(rrule);
  expect(said.pattern).toEqual(pattern);
  const { recurrence } = graphEvent.parse({ recurrence: said });
  const read = recurrence && fromPatternedRecurrence(recurrence);
  const again =
    read &&
    toPatternedRecurrence(
      { rule: read, start, timeZone: zoneId('Europe/Paris') },
      'Romance Standard Time',
    );
  expect(again).toEqual(said);
});

test('the last day of each month is the last of all weekdays, and read back as such', () => {
  const said = patternOf('FREQ=MONTHLY;BYMONTHDAY=-1');
  expect(said.pattern).toMatchObject({ type: 'relativeMonthly', index: 'last' });
  const { recurrence } = graphEvent.parse({ recurrence: said });
  const read = recurrence && fromPatternedRecurrence(recurrence);
  expect(read && formatRule(read)).toBe('FREQ=MONTHLY;BYMONTHDAY=-1');
});

test('how a series ends', () => {
  const range = (rrule: string) => patternOf(rrule).range;
  const always = { startDate: '2027-03-01', recurrenceTimeZone: 'Romance Standard Time' };
  expect(range('FREQ=DAILY')).toEqual({ type: 'noEnd', ...always });
  expect(range('FREQ=DAILY;COUNT=7')).toEqual({
    type: 'numbered',
    numberOfOccurrences: 7,
    ...always,
  });
  // Ten in the morning is over by then: UNTIL names an instant, Graph a day.
  expect(range('FREQ=DAILY;UNTIL=20270310T085959Z')).toEqual({
    type: 'endDate',
    endDate: '2027-03-09',
    ...always,
  });
});

test.each([
  'FREQ=MONTHLY;BYMONTHDAY=31',
  'FREQ=MONTHLY;BYMONTHDAY=1,15',
  'FREQ=MONTHLY;BYMONTHDAY=-2',
  'FREQ=MONTHLY;BYDAY=MO',
  'FREQ=MONTHLY;BYDAY=1MO,3MO',
  'FREQ=MONTHLY;BYDAY=1MO,1TU',
  'FREQ=MONTHLY;BYDAY=-2MO',
  'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,2',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
  'FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1',
  'FREQ=DAILY;COUNT=1000',
])('%s is refused in words', (rrule) => {
  try {
    patternOf(rrule);
    expect.fail('it was said');
  } catch (error) {
    if (!isBackendError(error)) throw error;
    expect([error.code, error.outcome]).toEqual(['unsupported', 'not-applied']);
    expect(error.message.length).toBeGreaterThan(15);
  }
});
