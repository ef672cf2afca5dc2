import { describe, expect, test } from 'vitest';
import { type BookingFields, timesOf } from '@/app/_components/booking/booking-fields';
import { noRepeat } from '@/app/_components/booking/repeat/repeat';
import { isSlotChanged, toBookingChange } from '@/app/(employee)/bookings/to-booking-change';
import { addMs, formatInstant, hourMs, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { type BookingAnswer, bookingChange } from '@/lib/http/contract/bookings';

const paris = zoneId('Europe/Paris');
const start = instant(Date.UTC(2026, 10, 24, 13));
const end = addMs(start, hourMs);
const wanted = { roomIds: ['curie'], start, end };

const booking: BookingAnswer = {
  id: 'b1',
  seriesId: null,
  recurrenceId: null,
  rrule: null,
  rooms: [{ id: 'curie', name: 'Curie', building: 'Lumière', floor: '1', timeZone: paris }],
  title: 'Design review',
  description: 'Bring the plans',
  start: formatInstant(start),
  end: formatInstant(end),
  timeZone: paris,
  organizer: { email: 'alice@example.org', name: 'Alice' },
  attendees: [{ email: 'omar@example.org', name: 'Omar', optional: true }],
  status: 'confirmed',
  statusReason: null,
  visibility: 'default',
  conflict: false,
  conflicts: [],
  mayCancel: true,
  mayChange: true,
  createdAt: formatInstant(start),
  etag: '"1"',
  links: { self: '/api/v1/bookings/b1', calendar: '/api/v1/bookings/b/calendar.ics' },
};

const fields: BookingFields = {
  ...timesOf({ start, end }, paris),
  title: 'Design review',
  attendees: 'omar@example.org',
  onBehalfOf: '',
  visibility: 'default',
  note: 'Bring the plans',
  repeat: noRepeat,
};
const before = { booking, fields };

describe('a change', () => {
  test('is none as long as nothing is another', () => {
    expect(toBookingChange(before, fields, wanted)).toBeNull();
    expect(toBookingChange(before, { ...fields, title: ' Design review ' }, wanted)).toBeNull();
    expect(isSlotChanged(before, fields, wanted)).toBe(false);
  });

  test.each<[string, Partial<BookingFields>, object]>([
    ['the title', { title: 'Review' }, { title: 'Review' }],
    ['the note', { note: 'No plans' }, { description: 'No plans' }],
    ['no note any more', { note: ' ' }, { description: null }],
    ['who sees it', { visibility: 'private' }, { visibility: 'private' }],
    ['nobody invited any more', { attendees: '' }, { attendees: [] }],
  ])('names %s alone', (_, changed, expected) => {
    const change = toBookingChange(before, { ...fields, ...changed }, wanted);
    expect(change).toEqual(expected);
    expect(bookingChange.safeParse(change).success).toBe(true);
  });

  test('keeps what is known of those who were invited before', () => {
    const more = { ...fields, attendees: 'omar@example.org, lea@example.org' };
    expect(toBookingChange(before, more, wanted)).toEqual({
      attendees: [
        { email: 'omar@example.org', name: 'Omar', optional: true },
        { email: 'lea@example.org' },
      ],
    });
  });

  test('of the time names both ends', () => {
    const longer = { ...fields, endMinute: fields.endMinute + 30 };
    const slot = { ...wanted, end: addMs(end, hourMs / 2) };
    expect(isSlotChanged(before, longer, slot)).toBe(true);
    expect(toBookingChange(before, longer, slot)).toEqual({
      start: formatInstant(start),
      end: '2026-11-24T14:30:00Z',
    });
  });

  test('of the rooms names all of them', () => {
    const slot = { ...wanted, roomIds: ['curie', 'noether'] };
    expect(isSlotChanged(before, fields, slot)).toBe(true);
    expect(toBookingChange(before, fields, slot)).toEqual({ roomIds: ['curie', 'noether'] });
  });

  test('is none where the form cannot show how far the booking reaches', () => {
    const overnight = { ...wanted, end: addMs(start, 20 * hourMs) };
    const shown = { ...fields, ...timesOf(overnight, paris) };
    expect(toBookingChange({ booking, fields: shown }, shown, overnight)).toBeNull();
  });
});
