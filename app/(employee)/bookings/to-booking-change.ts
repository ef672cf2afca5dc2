import {
  type BookingFields,
  readAddresses,
  type WantedSlot,
} from '@/app/_components/booking/booking-fields';
import { formatInstant } from '@/lib/core/time/instant';
import type { BookingAnswer, BookingChangeInput } from '@/lib/http/contract/bookings';

interface Before {
  readonly booking: BookingAnswer;
  /** The form as it was opened. */
  readonly fields: BookingFields;
}

/** What the form changes of a booking, and nothing else; null while that is nothing. */
export function toBookingChange(
  { booking, fields: before }: Before,
  fields: BookingFields,
  wanted: WantedSlot,
): BookingChangeInput | null {
  const { title, note, attendees, visibility } = fields;
  const description = note.trim();
  const change: BookingChangeInput = {
    ...(title.trim() === before.title ? {} : { title: title.trim() }),
    ...(description === before.note.trim() ? {} : { description: description || null }),
    ...(attendees === before.attendees ? {} : { attendees: withNames(attendees, booking) }),
    ...(visibility === before.visibility ? {} : { visibility }),
    ...(isTimeChanged(before, fields) ? timesOfChange(wanted) : {}),
    ...(areRoomsChanged(booking, wanted) ? { roomIds: [...wanted.roomIds] } : {}),
  };
  return Object.keys(change).length > 0 ? change : null;
}

/** Whether when or where changes, which has to be looked at date by date. */
export function isSlotChanged(
  { booking, fields: before }: Before,
  fields: BookingFields,
  wanted: WantedSlot,
): boolean {
  return isTimeChanged(before, fields) || areRoomsChanged(booking, wanted);
}

/** By the form: what it cannot show, such as an end on the next day, is no change. */
function isTimeChanged(before: BookingFields, after: BookingFields): boolean {
  const { year, month, day } = before.date;
  return (
    after.date.year !== year ||
    after.date.month !== month ||
    after.date.day !== day ||
    after.startMinute !== before.startMinute ||
    after.endMinute !== before.endMinute
  );
}

function areRoomsChanged({ rooms }: BookingAnswer, { roomIds }: WantedSlot): boolean {
  return rooms.length !== roomIds.length || rooms.some(({ id }) => !roomIds.includes(id));
}

function timesOfChange({ start, end }: WantedSlot) {
  return { start: formatInstant(start), end: formatInstant(end) };
}

/** Who was invited before keeps name and importance. */
function withNames(text: string, { attendees }: BookingAnswer) {
  return readAddresses(text).valid.map((email) => {
    const known = attendees.find((each) => each.email === email.toLowerCase());
    return {
      email,
      ...(known?.name === undefined ? {} : { name: known.name }),
      ...(known?.optional === undefined ? {} : { optional: known.optional }),
    };
  });
}
