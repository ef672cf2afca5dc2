import { describe, expect, test } from 'vitest';
import { parseRule } from '@/lib/calendar/backends/shared/icalendar/recurrence-rule';
import { ruleWalls } from '@/lib/calendar/backends/shared/icalendar/rule-walls';
import { parseWall, toJcalWall } from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import { workMs } from '@/tests/support/work-ms';

function expand(text: string, start: string, from = start, to = '20991231', budget = 100_000) {
  const rule = parseRule(text);
  const [first, begin, end] = [start, from, to].map((each) => parseWall(each)?.wall);
  if (!rule || first === undefined || begin === undefined || end === undefined) {
    throw new Error('unreadable');
  }
  const until = rule.until?.wall ?? Number.POSITIVE_INFINITY;
  const isPast = (wall: number) => wall > until;
  return ruleWalls({ rule, first, from: begin, to: end, isPast, budget });
}

function days(text: string, start: string, from?: string, to?: string): readonly string[] {
  return expand(text, start, from, to).walls.map((wall) => toJcalWall(wall).slice(0, 10));
}

describe('the examples of RFC 5545 section 3.8.5.3', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      '19970805T090000',
      ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      '19970805T090000',
      ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
    ],
    [
      'FREQ=MONTHLY;COUNT=4;BYDAY=1FR',
      '19970905T090000',
      ['1997-09-05', '1997-10-03', '1997-11-07', '1997-12-05'],
    ],
    [
      'FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU',
      '19970907T090000',
      ['1997-09-07', '1997-09-28', '1997-11-02', '1997-11-30'],
    ],
    [
      'FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-3',
      '19970928T090000',
      ['1997-09-28', '1997-10-29', '1997-11-28'],
    ],
    [
      'FREQ=MONTHLY;COUNT=4;BYMONTHDAY=15,30',
      '20070115T090000',
      ['2007-01-15', '2007-01-30', '2007-02-15', '2007-03-15'],
    ],
    [
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3',
      '19980213T090000',
      ['1998-02-13', '1998-03-13', '1998-11-13'],
    ],
    [
      'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
      '19970904T090000',
      ['1997-09-04', '1997-10-07', '1997-11-06'],
    ],
    [
      'FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
      '19970929T090000',
      ['1997-09-29', '1997-10-30', '1997-11-27'],
    ],
    [
      'FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200',
      '19970101T090000',
      ['1997-01-01', '1997-04-10', '1997-07-19', '2000-01-01'],
    ],
    [
      'FREQ=YEARLY;BYDAY=20MO;COUNT=3',
      '19970519T090000',
      ['1997-05-19', '1998-05-18', '1999-05-17'],
    ],
    [
      'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3',
      '19970512T090000',
      ['1997-05-12', '1998-05-11', '1999-05-17'],
    ],
    [
      'FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=4',
      '19970313T090000',
      ['1997-03-13', '1997-03-20', '1997-03-27', '1998-03-05'],
    ],
    [
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3',
      '19961105T090000',
      ['1996-11-05', '2000-11-07', '2004-11-02'],
    ],
    [
      'FREQ=YEARLY;COUNT=4;BYMONTH=6,7',
      '19970610T090000',
      ['1997-06-10', '1997-07-10', '1998-06-10', '1998-07-10'],
    ],
    [
      'FREQ=DAILY;INTERVAL=10;COUNT=3',
      '19970902T090000',
      ['1997-09-02', '1997-09-12', '1997-09-22'],
    ],
    ['FREQ=YEARLY;COUNT=3', '20240229T090000', ['2024-02-29', '2028-02-29', '2032-02-29']],
    ['FREQ=MONTHLY;COUNT=3', '20260131T090000', ['2026-01-31', '2026-03-31', '2026-05-31']],
  ];
  test.each(cases)('%s', (rule, start, expected) => {
    expect(days(rule, start)).toEqual(expected);
  });

  test('times within a day', () => {
    const times = (rule: string, start: string) =>
      expand(rule, start).walls.map((wall) => toJcalWall(wall).slice(8, 16));
    expect(times('FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000', '19970902T090000')).toEqual([
      '02T09:00',
      '02T12:00',
      '02T15:00',
    ]);
    expect(times('FREQ=MINUTELY;INTERVAL=90;COUNT=3', '19970902T090000')).toEqual([
      '02T09:00',
      '02T10:30',
      '02T12:00',
    ]);
    expect(times('FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20;COUNT=5', '19970902T090000')).toEqual([
      '02T09:00',
      '02T09:20',
      '02T10:00',
      '02T10:20',
      '03T09:00',
    ]);
  });
});

describe('far from the start', () => {
  test('a rule keeps its step', () => {
    const rule = 'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR';
    const all = days(rule, '20000103T090000', '20000103', '20300101');
    const late = days(rule, '20000103T090000', '20261101', '20261231');
    expect(late).toEqual(all.filter((day) => day >= '2026-11-01' && day < '2026-12-31'));
    expect(days('FREQ=DAILY;INTERVAL=2', '20000101T090000', '20261122', '20261127')).toEqual([
      '2026-11-22',
      '2026-11-24',
      '2026-11-26',
    ]);
  });

  test('COUNT counts from the start', () => {
    expect(days('FREQ=DAILY;COUNT=10', '20261101T090000', '20261109', '20261130')).toEqual([
      '2026-11-09',
      '2026-11-10',
    ]);
  });
});

describe('bombs end', () => {
  const bombs = [
    'FREQ=SECONDLY',
    'FREQ=SECONDLY;COUNT=999999999',
    'FREQ=DAILY;COUNT=999999999',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2',
    'FREQ=YEARLY;INTERVAL=999999999',
    'FREQ=MONTHLY;INTERVAL=999999999;COUNT=99',
    `FREQ=DAILY;BYHOUR=${[...Array(24).keys()]};BYMINUTE=${[...Array(60).keys()]};BYSECOND=${[...Array(60).keys()]}`,
    'FREQ=MINUTELY;BYSETPOS=-366',
    'FREQ=YEARLY;BYWEEKNO=-53,53;BYDAY=MO',
  ];
  test.each(bombs)('%s', (rule) => {
    const tookMs = workMs(() => {
      const { walls } = expand(rule, '20000101T000000', '20260101', '20270101');
      expect(walls.length).toBeLessThanOrEqual(100_000);
    });
    expect(tookMs).toBeLessThan(1_500);
  });

  test('what was not counted is named', () => {
    const { walls, givenUpAt } = expand(
      'FREQ=SECONDLY',
      '20260101T000000',
      '20260101',
      '20270101',
      500,
    );
    expect(walls.length).toBeGreaterThan(100);
    expect(givenUpAt).toBe(walls.at(-1));
  });
});

test.each([
  '',
  'FREQ=NOW',
  'INTERVAL=2',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;COUNT=0',
  'FREQ=DAILY;COUNT=-1',
  'FREQ=DAILY;UNTIL=soon',
  'FREQ=WEEKLY;BYDAY=XX',
  'FREQ=MONTHLY;BYDAY=0MO',
  'FREQ=MONTHLY;BYMONTHDAY=0',
  'FREQ=MONTHLY;BYMONTHDAY=32',
  'FREQ=YEARLY;BYMONTH=13',
  'FREQ=DAILY;FREQ=WEEKLY',
  'FREQ=DAILY;BYEASTER=1',
  'FREQ=DAILY;COUNT',
  'RRULE:FREQ=DAILY',
])('%j is not a rule', (text) => {
  expect(parseRule(text)).toBeNull();
});
