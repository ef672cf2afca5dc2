import { expect, test } from 'vitest';
import type { EventDraft } from '@/lib/calendar/backend';
import { changeObject } from '@/lib/calendar/backends/caldav/edit-icalendar';
import { leaveOutDate } from '@/lib/calendar/backends/caldav/edit-series';
import { openObject } from '@/lib/calendar/backends/caldav/open-object';
import { toCalendarObject } from '@/lib/calendar/backends/caldav/to-icalendar';
import { addMs, hourMs, type Instant, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

const now = instant(Date.UTC(2026, 10, 23));
const room = { roomId: 'r', address: {} };

function at(text: string): Instant {
  return instant(Date.parse(text));
}

function draft(start: string, more: Partial<EventDraft> = {}): EventDraft {
  return {
    uid: 'x',
    rooms: [room],
    start: at(start),
    end: addMs(at(start), hourMs / 2),
    timeZone: zoneId('Europe/Paris'),
    title: 'Review',
    organizer: { email: 'alice@example.org' },
    attendees: [],
    visibility: 'default',
    ...more,
  };
}

/** Lines of the VEVENTs that say when it is. */
function timesIn(text: string): readonly string[] {
  const names = /^(DTSTART|DTEND|RRULE|EXDATE|RECURRENCE-ID)/;
  const [, ...events] = text.split('BEGIN:VEVENT');
  return events.flatMap((event) => event.split('\r\n')).filter((line) => names.test(line));
}

function written(given: EventDraft): readonly string[] {
  return timesIn(toCalendarObject(given, room, now));
}

const daily = (start: string, ...exceptions: readonly string[]) =>
  draft(start, { recurrence: { rrule: 'FREQ=DAILY;COUNT=4', exceptions: exceptions.map(at) } });

function opened(given: EventDraft) {
  return openObject(toCalendarObject(given, room, now), 'x', { kind: 'utc' });
}

test.each([
  ['2027-10-31T00:15:00Z', 'the first'],
  ['2027-10-31T01:15:00Z', 'the second'],
])('a single event at %s, in %s of two equal hours, is written in UTC', (start) => {
  expect(written(draft(start))[0]).toBe(`DTSTART:${start.replace(/[-:]/g, '')}`);
});

test.each([
  '2027-10-31T02:15:00Z',
  '2027-10-30T22:15:00Z',
  '2027-03-28T00:45:00Z',
  '2027-03-28T01:15:00Z',
])('a single event at %s, an hour that occurs once, is written on the wall clock', (start) => {
  expect(written(draft(start))[0]).toMatch(/^DTSTART;TZID=Europe\/Paris:/);
});

test('a series keeps its clock where it starts in an hour that occurs twice', () => {
  expect(written(daily('2027-10-31T00:15:00Z'))).toEqual([
    'DTSTART;TZID=Europe/Paris:20271031T021500',
    'DTEND;TZID=Europe/Paris:20271031T024500',
    'RRULE:FREQ=DAILY;COUNT=4',
  ]);
});

test('a date left out on the day that skips its time is named by the time skipped', () => {
  const given = daily('2027-03-27T01:30:00Z', '2027-03-28T01:30:00Z');
  expect(written(given)).toContain('EXDATE;TZID=Europe/Paris:20270328T023000');
  const object = opened(daily('2027-03-27T01:30:00Z'));
  const text = leaveOutDate(object, at('2027-03-28T01:30:00Z'), now) ?? '';
  expect(timesIn(text)).toContain('EXDATE;TZID=Europe/Paris:20270328T023000');
});

test('UNTIL is written in UTC, at the start of the last date', () => {
  const rrule = 'FREQ=DAILY;UNTIL=20270329';
  const given = draft('2027-03-27T09:00:00Z', { recurrence: { rrule, exceptions: [] } });
  expect(written(given)).toContain('RRULE:FREQ=DAILY;UNTIL=20270329T080000Z');
});

test('a series that moves far ahead takes the definition of its zone with it', () => {
  const rrule = 'FREQ=DAILY;UNTIL=20270329T080000Z';
  const object = opened(draft('2027-03-27T09:00:00Z', { recurrence: { rrule, exceptions: [] } }));
  const change = {
    start: at('2031-07-01T08:00:00Z'),
    end: at('2031-07-01T09:00:00Z'),
    recurrence: { rrule: 'FREQ=DAILY;COUNT=3', exceptions: [] },
  };
  const text = changeObject(object, { uid: 'x', recurrenceId: null }, change, now);
  expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1);
  expect(text).toMatch(/RDATE:20310330T020000|DTSTART:20310330T020000/);
});

test('a new title of the whole leaves the title that one date has of its own', () => {
  const object = opened(daily('2027-05-03T09:00:00Z'));
  const date = { uid: 'x', recurrenceId: at('2027-05-04T09:00:00Z') };
  const once = changeObject(object, date, { title: 'Once' }, now);
  const again = openObject(once, 'x', { kind: 'utc' });
  const text = changeObject(again, { uid: 'x', recurrenceId: null }, { title: 'New' }, now);
  expect(text.match(/SUMMARY:.*/g)?.map((line) => line.trim())).toEqual([
    'SUMMARY:New',
    'SUMMARY:Once',
  ]);
});

test('new attendees of the whole leave those that one date has of its own', () => {
  const object = opened(daily('2027-05-03T09:00:00Z'));
  const name = (index: number) => ({ attendees: [{ email: `${index}@example.org` }] });
  const dates = ['2027-05-04T09:00:00Z', '2027-05-05T09:00:00Z'];
  const changes = [{ title: 'Once' }, name(1)];
  const texts = dates.reduce((text, date, index) => {
    const target = { uid: 'x', recurrenceId: at(date) };
    const change = changes[index] ?? {};
    return changeObject(openObject(text, 'x', { kind: 'utc' }), target, change, now);
  }, object.calendar.toString());
  const again = openObject(texts, 'x', { kind: 'utc' });
  const text = changeObject(again, { uid: 'x', recurrenceId: null }, name(2), now);
  expect(text.match(/[12]@example\.org/g)).toEqual([
    '2@example.org',
    '2@example.org',
    '1@example.org',
  ]);
});

test.each([
  ['added dates', 'RDATE;TZID=Europe/Paris:20270601T090000'],
  ['two rules', 'RRULE:FREQ=YEARLY;COUNT=2'],
])('a series of others with %s is not moved as a whole', (_what, line) => {
  const text = toCalendarObject(daily('2027-05-03T09:00:00Z'), room, now);
  const object = openObject(text.replace('SUMMARY', `${line}\r\nSUMMARY`), 'x', { kind: 'utc' });
  const change = { end: at('2027-05-03T11:00:00Z') };
  expect(() => changeObject(object, { uid: 'x', recurrenceId: null }, change, now)).toThrow(
    expect.objectContaining({ code: 'unsupported', outcome: 'not-applied' }),
  );
});

test('a series without an end never loses its last date', () => {
  const object = opened(
    draft('2027-05-03T09:00:00Z', { recurrence: { rrule: 'FREQ=DAILY', exceptions: [] } }),
  );
  expect(leaveOutDate(object, at('2027-05-03T09:00:00Z'), now)).not.toBeNull();
});
