import { expect, test } from 'vitest';
import type { RoomRef } from '@/lib/calendar/backend';
import {
  fromOccurrence,
  fromOccurrencesToBusy,
} from '@/lib/calendar/backends/caldav/from-icalendar';
import { readCalendarObject } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { occurrencesIn } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import { instant } from '@/lib/core/time/instant';

const room: RoomRef = { roomId: 'r', address: { email: 'Room@example.org' } };
const window = {
  start: instant(Date.UTC(2026, 11, 1, 9, 30)),
  end: instant(Date.UTC(2026, 11, 2)),
};

function read(...lines: readonly string[]) {
  const text = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:x',
    'DTSTART:20261201T090000Z',
    'DTEND:20261201T100000Z',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
  const [first] = occurrencesIn(readCalendarObject(text), window, { floating: { kind: 'utc' } });
  if (!first) throw new Error('nothing read');
  return first;
}

const attendee = (answer: string, address = 'room@EXAMPLE.org') =>
  `ATTENDEE;CUTYPE=ROOM;PARTSTAT=${answer}:mailto:${address}`;

test.each([
  ['a plain event', [], 'busy', 'accepted'],
  ['STATUS:TENTATIVE', ['STATUS:TENTATIVE'], 'tentative', 'accepted'],
  ['STATUS:CANCELLED', ['STATUS:CANCELLED'], 'free', 'accepted'],
  ['TRANSPARENT', ['TRANSP:TRANSPARENT'], 'free', 'accepted'],
  ['the room accepted', [attendee('ACCEPTED')], 'busy', 'accepted'],
  ['the room declined', [attendee('DECLINED')], 'free', 'declined'],
  ['the room said perhaps', [attendee('TENTATIVE')], 'tentative', 'tentative'],
  ['the room has not answered', [attendee('NEEDS-ACTION')], 'tentative', 'pending'],
  ['another room declined', [attendee('DECLINED', 'other@example.org')], 'busy', 'accepted'],
  ['a made-up answer', [attendee('X-MAYBE')], 'tentative', 'pending'],
] as const)('%s', (_name, lines, kind, answer) => {
  const occurrence = read(...lines);
  const event = fromOccurrence(occurrence, { handle: '/h', version: '"1"', room });
  expect([event.kind, event.answers]).toEqual([kind, [{ roomId: 'r', answer }]]);
  const busy = fromOccurrencesToBusy([occurrence], room, window);
  const expected = { start: window.start, end: instant(Date.UTC(2026, 11, 1, 10)), kind, uid: 'x' };
  expect(busy).toEqual(kind === 'free' ? [] : [expected]);
});

test.each([
  ['CLASS:PUBLIC', 'default'],
  ['X-NONE:1', 'default'],
  ['CLASS:PRIVATE', 'private'],
  ['CLASS:CONFIDENTIAL', 'private'],
  ['CLASS:X-SECRET', 'private'],
])('%s is %s', (line, visibility) => {
  expect(fromOccurrence(read(line), { handle: '/h', version: null, room }).visibility).toBe(
    visibility,
  );
});

test('people are people: rooms are not among the attendees, addresses are found where they stand', () => {
  const event = fromOccurrence(
    read(
      attendee('ACCEPTED'),
      attendee('ACCEPTED', 'other-room@example.org'),
      'ORGANIZER;CN="Doe, Jane":MAILTO:jane@example.org',
      'ATTENDEE;ROLE=OPT-PARTICIPANT:mailto:bob@example.org',
      'ATTENDEE;EMAIL=eve@example.org:urn:uuid:1',
    ),
    { handle: '/h', version: null, room },
  );
  expect(event.organizer).toEqual({ email: 'jane@example.org', name: 'Doe, Jane' });
  expect(event.attendees).toEqual([
    { email: 'bob@example.org', optional: true },
    { email: 'eve@example.org' },
  ]);
});

test('what takes no time takes no room', () => {
  const occurrence = read();
  const empty = { ...occurrence, end: occurrence.start };
  expect(fromOccurrencesToBusy([empty], room, window)).toEqual([]);
});
