import { expect, test } from 'vitest';
import { contentVersion } from '@/lib/calendar/backends/caldav/meetings';

const meeting = (...lines: readonly string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    'BEGIN:VEVENT',
    'UID:x',
    'DTSTART:20270302T090000Z',
    'DTEND:20270302T100000Z',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

const asked = meeting(
  'DTSTAMP:20260101T000000Z',
  'SUMMARY:Planning',
  'ATTENDEE;CUTYPE=ROOM;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:curie@example.org',
);

test('a version stays when a guest answers and a server notes it', () => {
  const answered = meeting(
    'SEQUENCE:1',
    'SUMMARY:Planning',
    'ATTENDEE;PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0;X-SEQUENCE=1:mailto:curie@example.org',
    'DTSTAMP:20260102T000000Z',
    'LAST-MODIFIED:20260102T000000Z',
  );
  expect(contentVersion(answered)).toBe(contentVersion(asked));
});

test.each([
  ['another title', asked.replace('Planning', 'Review')],
  ['another time', asked.replace('T100000Z', 'T103000Z')],
  ['another guest', asked.replace('curie@', 'noether@')],
  ['a guest less', asked.replace(/ATTENDEE.*\r\n/, '')],
])('%s is another version', (_name, text) => {
  expect(contentVersion(text)).not.toBe(contentVersion(asked));
});
