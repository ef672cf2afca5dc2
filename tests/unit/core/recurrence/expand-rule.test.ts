import { describe, expect, test } from 'vitest';
import { type ExpandQuery, expandRule } from '@/lib/core/recurrence/expand-rule';
import { formatCalendarRule } from '@/lib/core/recurrence/format-calendar-rule';
import { formatRule } from '@/lib/core/recurrence/format-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import {
  addMs,
  dayMs,
  formatInstant,
  hourMs,
  type Instant,
  instant,
  minuteMs,
  parseInstant,
} from '@/lib/core/time/instant';
import { toWallTime } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { workMs } from '@/tests/support/work-ms';

const paris = zoneId('Europe/Paris');

function at(text: string): Instant {
  const found = parseInstant(text);
  if (found === null) throw new Error(text);
  return found;
}

function query(text: string, start: string, more: Partial<ExpandQuery> = {}): ExpandQuery {
  const rule = parseRule(text);
  if (isRuleProblem(rule)) throw new Error(rule.problem);
  return {
    rule,
    start: at(start),
    durationMs: hourMs,
    timeZone: paris,
    exceptions: [],
    bounds: { until: addMs(at(start), 20 * 366 * dayMs), most: 1_000 },
    ...more,
  };
}

function expand(asked: ExpandQuery) {
  const expansion = expandRule(asked);
  if (isRuleProblem(expansion)) throw new Error(expansion.problem);
  return expansion;
}

/** `2027-03-28 02:30` as the clocks there show it. */
function walls(asked: ExpandQuery): readonly string[] {
  return expand(asked).occurrences.map(({ start }) => {
    const { year, month, day, hour, minute } = toWallTime(start, asked.timeZone);
    const two = (value: number) => String(value).padStart(2, '0');
    return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
  });
}

function dates(rule: string, start: string): string {
  return walls(query(`${rule};COUNT=5`, `${start}T09:00:00Z`))
    .map((wall) => wall.slice(0, 10))
    .join(' ');
}

describe('each frequency', () => {
  test.each([
    ['FREQ=DAILY', '2027-02-26 2027-02-27 2027-02-28 2027-03-01 2027-03-02'],
    ['FREQ=DAILY;INTERVAL=10', '2027-02-26 2027-03-08 2027-03-18 2027-03-28 2027-04-07'],
    ['FREQ=WEEKLY', '2027-01-05 2027-01-12 2027-01-19 2027-01-26 2027-02-02'],
    ['FREQ=WEEKLY;BYDAY=TU,TH', '2027-01-05 2027-01-07 2027-01-12 2027-01-14 2027-01-19'],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU',
      '2027-01-05 2027-01-10 2027-01-19 2027-01-24 2027-02-02',
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU',
      '2027-01-05 2027-01-17 2027-01-19 2027-01-31 2027-02-02',
    ],
    ['FREQ=MONTHLY', '2027-01-15 2027-02-15 2027-03-15 2027-04-15 2027-05-15'],
    ['FREQ=MONTHLY', '2027-01-31 2027-03-31 2027-05-31 2027-07-31 2027-08-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2027-12-31 2028-01-31 2028-02-29 2028-03-31 2028-04-30'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,-1', '2027-01-31 2027-02-01 2027-02-28 2027-03-01 2027-03-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=-31', '2027-01-01 2027-03-01 2027-05-01 2027-07-01 2027-08-01'],
    ['FREQ=MONTHLY;BYDAY=2TU', '2027-01-12 2027-02-09 2027-03-09 2027-04-13 2027-05-11'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2027-01-29 2027-02-26 2027-03-26 2027-04-30 2027-05-28'],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      '2027-01-29 2027-02-26 2027-03-31 2027-04-30 2027-05-31',
    ],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1',
      '2027-01-29 2027-02-01 2027-02-26 2027-03-01 2027-03-31',
    ],
    ['FREQ=MONTHLY;INTERVAL=24;BYMONTHDAY=29', '2028-02-29 2032-02-29 2036-02-29 2040-02-29'],
    ['FREQ=YEARLY', '2027-06-01 2028-06-01 2029-06-01 2030-06-01 2031-06-01'],
    ['FREQ=YEARLY', '2028-02-29 2032-02-29 2036-02-29 2040-02-29 2044-02-29'],
    [
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1',
      '2027-02-28 2028-02-29 2029-02-28 2030-02-28 2031-02-28',
    ],
    ['FREQ=YEARLY;BYMONTH=1,2,4;BYMONTHDAY=31', '2027-01-31 2028-01-31 2029-01-31 2030-01-31'],
    ['FREQ=YEARLY;BYMONTH=4,1;BYMONTHDAY=-1', '2027-01-31 2027-04-30 2028-01-31 2028-04-30'],
    ['FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU', '2027-03-28 2027-10-31 2028-03-26 2028-10-29'],
  ])('%s: %s', (rule, expected) => {
    const start = expected.slice(0, 10);
    expect(dates(rule, start)).toContain(expected);
  });
});

describe('on the days when clocks change', () => {
  test.each([
    ['Europe/Paris', '2027-03-27T01:30:00Z', '02:30 03:30 02:30', '24 23'],
    ['Europe/Paris', '2027-03-27T08:00:00Z', '09:00 09:00 09:00', '23 24'],
    ['Europe/Paris', '2027-10-30T00:30:00Z', '02:30 02:30 02:30', '24 25'],
    ['Europe/Paris', '2027-10-30T07:00:00Z', '09:00 09:00 09:00', '25 24'],
    ['America/New_York', '2027-03-13T07:30:00Z', '02:30 03:30 02:30', '24 23'],
    ['America/New_York', '2027-11-06T05:30:00Z', '01:30 01:30 01:30', '24 25'],
    ['Australia/Lord_Howe', '2027-04-02T14:45:00Z', '01:45 01:45 01:45', '24 24.5'],
    ['Australia/Lord_Howe', '2027-10-01T15:45:00Z', '02:15 02:45 02:15', '24 23.5'],
    ['Africa/Casablanca', '2027-02-06T01:30:00Z', '02:30 02:30 02:30', '24 25'],
    ['Africa/Casablanca', '2027-03-13T02:30:00Z', '02:30 03:30 02:30', '24 23'],
    ['America/Nuuk', '2027-03-27T01:30:00Z', '23:30 00:30 23:30', '24 23'],
  ])('%s from %s: %s', (zone, start, times, hours) => {
    const asked = query('FREQ=DAILY;COUNT=3', start, { timeZone: zoneId(zone) });
    expect(
      walls(asked)
        .map((wall) => wall.slice(11))
        .join(' '),
    ).toBe(times);
    const { occurrences } = expand(asked);
    const distances = occurrences
      .slice(1)
      .map((each, index) => (each.start - (occurrences[index]?.start ?? 0)) / hourMs);
    expect(distances.join(' ')).toBe(hours);
    expect(new Set(occurrences.map(({ start: from, end }) => end - from))).toEqual(
      new Set([hourMs]),
    );
  });
});

describe('the end', () => {
  test('by date takes that date in, as the zone has it', () => {
    // 00:30 in Paris is the evening before in UTC.
    const asked = query('FREQ=DAILY;UNTIL=20270630', '2027-06-27T22:30:00Z');
    expect(walls(asked)).toEqual(['2027-06-28 00:30', '2027-06-29 00:30', '2027-06-30 00:30']);
    expect(formatCalendarRule(asked.rule, asked.start, paris)).toBe(
      'FREQ=DAILY;UNTIL=20270629T223000Z',
    );
  });

  test('by instant takes a start at that very instant in, and none later', () => {
    const rule = (second: string) => `FREQ=DAILY;UNTIL=20270629T2229${second}Z`;
    const until = (text: string) => walls(query(text, '2027-06-27T22:30:00Z')).length;
    expect(until('FREQ=DAILY;UNTIL=20270629T223000Z')).toBe(3);
    expect(until(rule('59'))).toBe(2);
  });

  test('leaves COUNT as it is, in a calendar too, and counts what is left out', () => {
    const exceptions = [at('2027-01-05T09:00:00Z')];
    const asked = query('FREQ=DAILY;COUNT=3', '2027-01-04T09:00:00Z', { exceptions });
    expect(walls(asked)).toEqual(['2027-01-04 10:00', '2027-01-06 10:00']);
    expect(formatCalendarRule(asked.rule, asked.start, paris)).toBe('FREQ=DAILY;COUNT=3');
  });

  test('can leave nothing at all', () => {
    const exceptions = [at('2027-01-04T09:00:00Z')];
    expect(walls(query('FREQ=DAILY;COUNT=1', '2027-01-04T09:00:00Z', { exceptions }))).toEqual([]);
  });
});

describe('bounds', () => {
  const start = '2027-01-04T09:00:00Z';

  test('cut at the window, by the end of a date, and say so', () => {
    const until = at('2027-01-07T10:00:00Z');
    const asked = query('FREQ=DAILY', start, { bounds: { until, most: 1_000 } });
    const { occurrences, bounded, rule } = expand(asked);
    expect(occurrences.map((each) => formatInstant(each.end))).toHaveLength(4);
    expect(bounded).toBe('window');
    expect(formatRule(rule)).toBe('FREQ=DAILY;UNTIL=20270107');
    expect(expand({ ...asked, rule }).bounded).toBeNull();
    const tighter = { until: addMs(until, -1), most: 1_000 };
    expect(expand({ ...asked, bounds: tighter }).occurrences).toHaveLength(3);
  });

  test('cut at a number of dates, what is left out not counted', () => {
    const bounds = { until: addMs(at(start), 9_999 * dayMs), most: 3 };
    const exceptions = [addMs(at(start), dayMs)];
    const { occurrences, bounded, rule } = expand(
      query('FREQ=DAILY', start, { bounds, exceptions }),
    );
    expect(occurrences).toHaveLength(3);
    expect(bounded).toBe('count');
    expect(formatRule(rule)).toBe('FREQ=DAILY;UNTIL=20270107');
  });

  test('say nothing when the rule ends by itself right there', () => {
    const bounds = { until: at('2027-01-06T10:00:00Z'), most: 3 };
    expect(expand(query('FREQ=DAILY;COUNT=3', start, { bounds })).bounded).toBeNull();
  });

  test('hold even where the first date is beyond them', () => {
    const bounds = { until: at(start), most: 1_000 };
    expect(expand(query('FREQ=DAILY', start, { bounds }))).toMatchObject({
      occurrences: [],
      bounded: 'window',
    });
  });

  test.each([
    ['FREQ=DAILY', start],
    ['FREQ=DAILY;UNTIL=99991231', start],
    ['FREQ=DAILY;INTERVAL=999', start],
    ['FREQ=MONTHLY;INTERVAL=999;BYMONTHDAY=-1', '2027-01-31T09:00:00Z'],
    ['FREQ=YEARLY;INTERVAL=999;BYMONTH=2;BYMONTHDAY=29', '2028-02-29T09:00:00Z'],
    ['FREQ=YEARLY;BYMONTH=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=21', '2028-02-29T09:00:00Z'],
    ['FREQ=MONTHLY;INTERVAL=24;BYDAY=4MO,1TU', '2027-02-02T09:00:00Z'],
    ['FREQ=MONTHLY;INTERVAL=24;BYDAY=MO,TU;BYSETPOS=8,9', '2027-02-23T09:00:00Z'],
  ])('hold for %s in a window of a hundred years', (rule, first) => {
    const until = instant(Date.UTC(2_127, 0, 1));
    const asked = query(rule, first, { bounds: { until, most: 1_000 } });
    const tookMs = workMs(() => {
      expect(expand(asked).occurrences.length).toBeLessThanOrEqual(1_000);
    });
    expect(tookMs).toBeLessThan(2_000);
  });
});

describe('a start is refused', () => {
  test.each([
    ['FREQ=WEEKLY;BYDAY=MO', '2027-01-05T09:00:00Z', 'start-not-in-rule'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2027-02-28T09:00:00Z', 'start-not-in-rule'],
    ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=31', '2027-01-04T09:00:00Z', 'start-not-in-rule'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2027-02-28T09:00:00Z', 'start-not-in-rule'],
    ['FREQ=DAILY;UNTIL=20270103', '2027-01-04T09:00:00Z', 'start-not-in-rule'],
    ['FREQ=DAILY', '2027-10-31T01:30:00Z', 'ambiguous-start'],
    ['FREQ=DAILY', '2027-10-01T01:30:00.500Z', 'ambiguous-start'],
  ])('%s from %s: %s', (rule, start, problem) => {
    expect(expandRule(query(rule, start))).toEqual({ problem, part: null });
  });

  test('but not the first of two hours that the clock shows alike', () => {
    expect(walls(query('FREQ=DAILY;COUNT=2', '2027-10-31T00:30:00Z'))).toEqual([
      '2027-10-31 02:30',
      '2027-11-01 02:30',
    ]);
  });
});

test('a date has its exact length also where the clock changes meanwhile', () => {
  const asked = query('FREQ=DAILY;COUNT=2', '2027-03-27T00:00:00Z', { durationMs: 90 * minuteMs });
  expect(expand(asked).occurrences.map(({ end }) => formatInstant(end))).toEqual([
    '2027-03-27T01:30:00Z',
    '2027-03-28T01:30:00Z',
  ]);
});
