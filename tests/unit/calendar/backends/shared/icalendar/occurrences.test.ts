import { describe, expect, test } from 'vitest';
import {
  parseCalendars,
  readCalendarObject,
} from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { occurrenceOf, occurrencesIn } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import type { ZoneRules } from '@/lib/calendar/backends/shared/icalendar/zone-rules';
import { formatInstant, instant, parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { workMs } from '@/tests/support/work-ms';

const paris: ZoneRules = { kind: 'iana', zone: zoneId('Europe/Paris') };

function calendar(...lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

function event(...lines: readonly string[]): readonly string[] {
  return ['BEGIN:VEVENT', 'UID:x', ...lines, 'END:VEVENT'];
}

function at(text: string) {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

function spans(text: string, from: string, to: string, floating: ZoneRules = paris) {
  const object = readCalendarObject(text);
  expect(object.faults).toEqual([]);
  return occurrencesIn(object, { start: at(from), end: at(to) }, { floating }).map(
    ({ start, end }) => `${formatInstant(start)}/${formatInstant(end)}`,
  );
}

const year = ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'] as const;

test('an event that floats is read anew where its calendar is said to be in another zone', () => {
  const object = readCalendarObject(calendar(...event('DTSTART:20261201T090000', 'DURATION:PT1H')));
  const window = { start: at(year[0]), end: at(year[1]) };
  const tokyo: ZoneRules = { kind: 'iana', zone: zoneId('Asia/Tokyo') };
  const starts = [paris, tokyo, paris].map((floating) =>
    occurrencesIn(object, window, { floating }).map(({ start }) => formatInstant(start)),
  );
  expect(starts).toEqual([
    ['2026-12-01T08:00:00Z'],
    ['2026-12-01T00:00:00Z'],
    ['2026-12-01T08:00:00Z'],
  ]);
});

describe('the length of an event', () => {
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    [
      'DTEND',
      ['DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z'],
      '2026-12-01T09:00:00Z/2026-12-01T10:00:00Z',
    ],
    [
      'DURATION',
      ['DTSTART:20261201T090000Z', 'DURATION:P1DT30M'],
      '2026-12-01T09:00:00Z/2026-12-02T09:30:00Z',
    ],
    ['neither: none', ['DTSTART:20261201T090000Z'], '2026-12-01T09:00:00Z/2026-12-01T09:00:00Z'],
    [
      'a DATE: its day',
      ['DTSTART;VALUE=DATE:20261201'],
      '2026-11-30T23:00:00Z/2026-12-01T23:00:00Z',
    ],
    [
      'a DATE that ends as it starts: its day',
      ['DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261201'],
      '2026-11-30T23:00:00Z/2026-12-01T23:00:00Z',
    ],
    [
      'an undeclared DATE',
      ['DTSTART:20261201', 'DTEND:20261203'],
      '2026-11-30T23:00:00Z/2026-12-02T23:00:00Z',
    ],
    [
      'a day of 25 hours',
      ['DTSTART;VALUE=DATE:20261025'],
      '2026-10-24T22:00:00Z/2026-10-25T23:00:00Z',
    ],
    [
      'a day of DURATION over the change',
      ['DTSTART;TZID=Europe/Paris:20261024T120000', 'DURATION:P1D'],
      '2026-10-24T10:00:00Z/2026-10-25T11:00:00Z',
    ],
    [
      '24 hours of DURATION over the change',
      ['DTSTART;TZID=Europe/Paris:20261024T120000', 'DURATION:PT24H'],
      '2026-10-24T10:00:00Z/2026-10-25T10:00:00Z',
    ],
    [
      'floating',
      ['DTSTART:20261201T090000', 'DTEND:20261201T100000'],
      '2026-12-01T08:00:00Z/2026-12-01T09:00:00Z',
    ],
    [
      'two zones',
      ['DTSTART;TZID=Europe/Paris:20261201T090000', 'DTEND;TZID=America/New_York:20261201T050000'],
      '2026-12-01T08:00:00Z/2026-12-01T10:00:00Z',
    ],
    [
      'an end before the start: what lies between',
      ['DTSTART:20261201T090000Z', 'DTEND:20261201T080000Z'],
      '2026-12-01T08:00:00Z/2026-12-01T09:00:00Z',
    ],
    [
      'in the hour that is skipped',
      ['DTSTART;TZID=Europe/Paris:20260329T023000', 'DURATION:PT1H'],
      '2026-03-29T01:30:00Z/2026-03-29T02:30:00Z',
    ],
    [
      'in the hour that comes twice',
      ['DTSTART;TZID=Europe/Paris:20261025T023000', 'DURATION:PT1H'],
      '2026-10-25T00:30:00Z/2026-10-25T01:30:00Z',
    ],
    [
      'where clocks move by half an hour',
      ['DTSTART;TZID=Australia/Lord_Howe:20261004T021500', 'DURATION:PT1H'],
      '2026-10-03T15:45:00Z/2026-10-03T16:45:00Z',
    ],
  ];
  test.each(cases)('%s', (_name, lines, expected) => {
    expect(spans(calendar(...event(...lines)), ...year)).toEqual([expected]);
  });
});

describe('the zone of a time', () => {
  const nine = (tzid: string, ...definition: readonly string[]) =>
    spans(
      calendar(...definition, ...event(`DTSTART;TZID=${tzid}:20260701T090000`, 'DURATION:PT1H')),
      ...year,
    );
  const odd = (tzid: string) => [
    'BEGIN:VTIMEZONE',
    `TZID:${tzid}`,
    'BEGIN:STANDARD',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:-0130',
    'TZOFFSETTO:-0230',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:-0230',
    'TZOFFSETTO:-0130',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  ];
  const inParis = ['2026-07-01T07:00:00Z/2026-07-01T08:00:00Z'];

  test.each([
    'Europe/Paris',
    '/mozilla.org/20070129_1/Europe/Paris',
    '/freeassociation.sourceforge.net/Europe/Paris',
    'Romance Standard Time',
    'W. Europe Standard Time',
    'w. europe standard time',
  ])('%s', (tzid) => {
    expect(nine(tzid)).toEqual(inParis);
  });

  test('a definition of its own', () => {
    expect(nine('Mine', ...odd('Mine'))).toEqual(['2026-07-01T10:30:00Z/2026-07-01T11:30:00Z']);
    const winter = calendar(
      ...odd('Mine'),
      ...event('DTSTART;TZID=Mine:20261201T090000', 'DURATION:PT1H'),
    );
    expect(spans(winter, ...year)).toEqual(['2026-12-01T11:30:00Z/2026-12-01T12:30:00Z']);
  });

  test('an IANA name means IANA, whatever a copied definition says', () => {
    expect(nine('Europe/Paris', ...odd('Europe/Paris'))).toEqual(inParis);
  });

  test('an unknown one takes every hour that it can mean', () => {
    expect(nine('Nowhere')).toEqual(['2026-06-30T19:00:00Z/2026-07-01T22:00:00Z']);
  });
});

describe('a series', () => {
  const weekly = [
    'DTSTART;TZID=Europe/Paris:20261012T090000',
    'DTEND;TZID=Europe/Paris:20261012T100000',
  ];

  test('keeps its wall time over the change of clocks', () => {
    expect(spans(calendar(...event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=3')), ...year)).toEqual([
      '2026-10-12T07:00:00Z/2026-10-12T08:00:00Z',
      '2026-10-19T07:00:00Z/2026-10-19T08:00:00Z',
      '2026-10-26T08:00:00Z/2026-10-26T09:00:00Z',
    ]);
  });

  test('ends with UNTIL, inclusive, in UTC, in wall time or by the day', () => {
    for (const until of ['20261026T080000Z', '20261026T090000', '20261026']) {
      const text = calendar(...event(...weekly, `RRULE:FREQ=WEEKLY;UNTIL=${until}`));
      expect(spans(text, ...year)).toHaveLength(3);
    }
    const before = calendar(...event(...weekly, 'RRULE:FREQ=WEEKLY;UNTIL=20261026T075959Z'));
    expect(spans(before, ...year)).toHaveLength(2);
  });

  test('leaves out EXDATEs, adds RDATEs and periods', () => {
    const text = calendar(
      ...event(
        ...weekly,
        'RRULE:FREQ=WEEKLY;COUNT=3',
        'EXDATE:20261019T070000Z',
        'EXDATE;TZID=America/New_York:20261026T040000',
        'RDATE;TZID=Europe/Paris:20261101T120000',
        'RDATE;VALUE=PERIOD:20261102T120000Z/PT2H,20261103T120000Z/20261103T123000Z',
      ),
    );
    expect(spans(text, ...year)).toEqual([
      '2026-10-12T07:00:00Z/2026-10-12T08:00:00Z',
      '2026-11-01T11:00:00Z/2026-11-01T12:00:00Z',
      '2026-11-02T12:00:00Z/2026-11-02T14:00:00Z',
      '2026-11-03T12:00:00Z/2026-11-03T12:30:00Z',
    ]);
  });

  test('follows dates that were moved in and out of the window', () => {
    const text = calendar(
      ...event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=60'),
      ...event(
        'RECURRENCE-ID;TZID=Europe/Paris:20261019T090000',
        'DTSTART:20281001T090000Z',
        'DURATION:PT1H',
      ),
      ...event('RECURRENCE-ID:20271004T070000Z', 'DTSTART:20261020T090000Z', 'DURATION:PT1H'),
    );
    expect(spans(text, '2026-10-19T00:00:00Z', '2026-10-26T00:00:00Z')).toEqual([
      '2026-10-20T09:00:00Z/2026-10-20T10:00:00Z',
    ]);
    expect(spans(text, '2027-10-04T00:00:00Z', '2027-10-05T00:00:00Z')).toEqual([]);
  });

  test('moves from a date on with THISANDFUTURE', () => {
    const text = calendar(
      ...event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=4'),
      ...event(
        'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20261026T090000',
        'DTSTART;TZID=Europe/Paris:20261027T140000',
        'DURATION:PT2H',
      ),
    );
    expect(spans(text, '2026-10-20T00:00:00Z', '2026-11-30T00:00:00Z')).toEqual([
      '2026-10-27T13:00:00Z/2026-10-27T15:00:00Z',
      '2026-11-03T13:00:00Z/2026-11-03T15:00:00Z',
    ]);
  });

  test('of days is days, also where one has 23 hours', () => {
    const text = calendar(...event('DTSTART;VALUE=DATE:20260328', 'RRULE:FREQ=DAILY;COUNT=2'));
    expect(spans(text, ...year)).toEqual([
      '2026-03-27T23:00:00Z/2026-03-28T23:00:00Z',
      '2026-03-28T23:00:00Z/2026-03-29T22:00:00Z',
    ]);
  });

  test('that began long ago and is long is seen at its end', () => {
    const text = calendar(
      ...event('DTSTART:20200101T000000Z', 'DURATION:P20D', 'RRULE:FREQ=YEARLY'),
    );
    expect(spans(text, '2026-01-20T00:00:00Z', '2026-01-22T00:00:00Z')).toEqual([
      '2026-01-01T00:00:00Z/2026-01-21T00:00:00Z',
    ]);
  });

  test('that costs too much is busy from there on', () => {
    const text = calendar(
      ...event('DTSTART:20260101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY'),
    );
    const { events } = readCalendarObject(text);
    const window = { start: at(year[0]), end: at(year[1]) };
    const found = occurrencesIn({ events }, window, { floating: paris, budget: 1_000 });
    const last = found.reduce((a, b) => (a.end >= b.end ? a : b));
    expect(last.end).toBe(window.end);
    expect(last.start).toBeLessThan(window.start + 3_600_000);
  });

  test('gives one date by its original start', () => {
    const { events } = readCalendarObject(
      calendar(
        ...event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=3'),
        ...event('RECURRENCE-ID:20261019T070000Z', 'DTSTART:20281001T090000Z', 'DURATION:PT1H'),
      ),
    );
    const start = (original: string | null) =>
      occurrenceOf(events, original === null ? null : at(original), { floating: paris })?.start;
    expect(start(null)).toBe(at('2026-10-12T07:00:00Z'));
    expect(start('2026-10-26T08:00:00Z')).toBe(at('2026-10-26T08:00:00Z'));
    expect(start('2026-10-19T07:00:00Z')).toBe(at('2028-10-01T09:00:00Z'));
    expect(start('2026-10-20T07:00:00Z')).toBeUndefined();
  });
});

describe('broken objects', () => {
  const faults = (text: string) => readCalendarObject(text).faults.length;
  test.each([
    ['no iCalendar', 'hello'],
    ['cut short', calendar(...event('DTSTART:20261201T090000Z')).slice(0, -30)],
    ['no DTSTART', calendar(...event('SUMMARY:x'))],
    ['a DTSTART that is no time', calendar(...event('DTSTART:soon'))],
    ['a day that does not exist', calendar(...event('DTSTART:20260231T090000Z'))],
    ['a DTEND that is no time', calendar(...event('DTSTART:20261201T090000Z', 'DTEND:later'))],
    ['a rule that is none', calendar(...event('DTSTART:20261201T090000Z', 'RRULE:FREQ=NOW'))],
    [
      'a RECURRENCE-ID that is no time',
      calendar(...event('DTSTART:20261201T090000Z', 'RECURRENCE-ID:x')),
    ],
    ['an RDATE that is no time', calendar(...event('DTSTART:20261201T090000Z', 'RDATE:x'))],
    [
      'a DURATION that runs backwards',
      calendar(...event('DTSTART:20261201T090000Z', 'DURATION:-PT1H')),
    ],
    ['more than any meeting needs', `${calendar()}${'X'.repeat(4_000_001)}`],
  ])('%s is a fault, not nothing', (_name, text) => {
    expect(faults(text)).toBe(1);
  });

  test('a line that decides nothing is left out', () => {
    const text = calendar(
      ...event('DTSTART:20261201T090000Z', 'DURATION:PT1H', 'this is junk', 'X:y'),
    );
    expect(spans(text, ...year)).toEqual(['2026-12-01T09:00:00Z/2026-12-01T10:00:00Z']);
  });

  const nine = 'DTSTART:20261201T090000Z';
  const firstHour = { start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' };
  test.each([
    ['an end', [nine, 'DTEND:later'], { end: firstHour.start, isOpen: true }],
    ['a length', [nine, 'DURATION:PT'], { end: firstHour.start, isOpen: true }],
    ['a rule', [nine, 'DURATION:PT1H', 'RRULE:FREQ=NOW'], { end: firstHour.end, isOpen: true }],
    [
      'whose date it replaces',
      [nine, 'DURATION:PT1H', 'RECURRENCE-ID:20261301T000000Z'],
      { end: firstHour.end, isOpen: false },
    ],
    [
      'whose dates it replaces',
      [nine, 'DURATION:PT1H', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20261301T000000Z'],
      { end: firstHour.end, isOpen: true },
    ],
  ])('of an event that does not tell %s the rest is known', (_name, lines, { end, isOpen }) => {
    const [fault] = readCalendarObject(calendar(...event(...lines))).faults;
    expect(fault).toMatchObject({ isOpen, known: { start: { wall: at(firstHour.start) } } });
    const known = fault?.known;
    const window = { start: at(year[0]), end: at(year[1]) };
    const dates = known && occurrencesIn({ events: [known] }, window, { floating: paris });
    expect(dates).toMatchObject([{ start: at(firstHour.start), end: at(end) }]);
  });

  test('dates that are added before its start are known where its rule is not', () => {
    const added = 'RDATE:20261101T090000Z';
    const lines = [nine, 'DURATION:PT1H', 'RRULE:FREQ=NOW', added];
    const [fault] = readCalendarObject(calendar(...event(...lines))).faults;
    const window = { start: at(year[0]), end: at('2026-11-30T00:00:00Z') };
    const known = fault?.known ? [fault.known] : [];
    expect(occurrencesIn({ events: known }, window, { floating: paris })).toMatchObject([
      { start: at('2026-11-01T09:00:00Z'), end: at('2026-11-01T10:00:00Z') },
    ]);
  });

  test.each([
    ['DTSTART', ['DTSTART:soon']],
    ['RDATE, which may lie before its start', [nine, 'RDATE:x']],
  ])('an event without a readable %s may take any time', (_name, lines) => {
    const [fault] = readCalendarObject(calendar(...event(...lines))).faults;
    expect(fault).toMatchObject({ isOpen: true, known: null });
  });

  test('a line of a reminder decides nothing, one of a zone decides about all of its times', () => {
    const alarm = ['BEGIN:VALARM', 'TRIGGER:-PT5M', 'DURATION:soon', 'END:VALARM'];
    expect(faults(calendar(...event(nine, ...alarm)))).toBe(0);
    const zone = [
      ...['BEGIN:VTIMEZONE', 'TZID:Own', 'BEGIN:STANDARD', 'DTSTART:19700101T000000'],
      ...['TZOFFSETFROM:+0100', 'TZOFFSETTO:+0100', 'RRULE:FREQ=NOW', 'END:STANDARD'],
      'END:VTIMEZONE',
    ];
    const own = event('DTSTART;TZID=Own:20261201T090000', 'DURATION:PT1H');
    expect(readCalendarObject(calendar(...zone, ...own))).toMatchObject({
      events: [],
      faults: [{ known: null, reason: 'the RRULE line cannot be read' }],
    });
  });

  test('an object with a broken line is not for editing', () => {
    const text = calendar(...event(nine, 'RRULE:FREQ=NOW'));
    expect(parseCalendars(text)).toBe('the RRULE line cannot be read');
  });

  test('one broken event does not hide its neighbour', () => {
    const { events, faults: named } = readCalendarObject(
      calendar(...event('DTSTART:soon'), ...event('DTSTART:20261201T090000Z')),
    );
    expect([events.length, named.length]).toEqual([1, 1]);
  });

  test('other components take no time', () => {
    const todo = calendar('BEGIN:VTODO', 'UID:t', 'DTSTART:20261201T090000Z', 'END:VTODO');
    expect(readCalendarObject(todo)).toMatchObject({ events: [], faults: [] });
  });
});

test('single events far away cost nothing', () => {
  const one = event('DTSTART;TZID=Europe/Paris:20201201T090000', 'DURATION:PT1H');
  const object = readCalendarObject(calendar(...Array.from({ length: 2_000 }, () => one).flat()));
  const window = { start: instant(at(year[0])), end: at(year[1]) };
  const tookMs = workMs(() => {
    expect(occurrencesIn(object, window, { floating: paris })).toEqual([]);
  });
  expect(tookMs).toBeLessThan(200);
});
