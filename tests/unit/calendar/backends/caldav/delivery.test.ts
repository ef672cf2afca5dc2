import { expect, test } from 'vitest';
import {
  askToSendAgain,
  deliveryStatusOf,
  isUndelivered,
} from '@/lib/calendar/backends/caldav/delivery';

const meeting = (...guests: readonly string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    'BEGIN:VEVENT',
    'UID:x',
    'DTSTAMP:20260101T000000Z',
    'DTSTART:20270302T090000Z',
    'DTEND:20270302T100000Z',
    ...guests,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');

test('what became of an invitation is read where the server told it', () => {
  const told = meeting(
    'ATTENDEE;SCHEDULE-STATUS="3.7":mailto:curie@example.org',
    'ATTENDEE:mailto:noether@example.org',
  );
  expect(deliveryStatusOf(told, 'CURIE@example.org')).toBe('3.7');
  expect(deliveryStatusOf(told, 'noether@example.org')).toBeNull();
  expect(deliveryStatusOf(told, 'else@example.org')).toBeNull();
});

test.each([
  ['5.1', true],
  ['5.1;Could not complete delivery', true],
  ['5.10', false],
  ['5.3', false],
  ['3.7', false],
  ['1.2', false],
])('a delivery of status %s may come through another time: %s', (status, isSo) => {
  expect(isUndelivered(status)).toBe(isSo);
});

test('only what was not delivered for the moment is sent again', () => {
  const text = meeting(
    'ATTENDEE;SCHEDULE-STATUS=5.1:mailto:curie@example.org',
    'ATTENDEE;SCHEDULE-STATUS=1.2;SCHEDULE-FORCE-SEND=REQUEST:mailto:noether@example.org',
    'ATTENDEE;SCHEDULE-STATUS=3.7:mailto:else@example.org',
  );
  const again = meeting(
    'ATTENDEE;SCHEDULE-FORCE-SEND=REQUEST:mailto:curie@example.org',
    'ATTENDEE;SCHEDULE-STATUS=1.2:mailto:noether@example.org',
    'ATTENDEE;SCHEDULE-STATUS=3.7:mailto:else@example.org',
  );
  expect(askToSendAgain(text)).toBe(again);
  expect(askToSendAgain(again)).toBeNull();
});
