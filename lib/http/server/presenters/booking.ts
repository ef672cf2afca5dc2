import { answerDueOfRooms } from '@/lib/core/bookings/answer-due';
import type { BookingHead, OwnContent } from '@/lib/core/bookings/booking';
import { formatDateId } from '@/lib/core/bookings/date-id';
import { isParty, mayChange } from '@/lib/core/bookings/parties';
import { type BookingStatus, isLive } from '@/lib/core/bookings/status';
import type { Slot, Suggestion } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import type { Room } from '@/lib/core/places/room';
import { formatInstant, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { toSlot } from '@/lib/http/server/presenters/slot';
import { presentSuggestion } from '@/lib/http/server/presenters/suggestion';

export function etagOf({ revision }: { readonly revision: number }): string {
  return `"${revision}"`;
}

/** The revision named by an If-Match header; null without one or for `*`; -1 for a foreign tag. */
export function revisionOf(headers: Headers): number | null {
  const tag = headers.get('if-match')?.trim() ?? '*';
  if (tag === '*') return null;
  const parts = /^(?:W\/)?"(\d{1,9})"$/.exec(tag);
  return parts ? Number(parts[1]) : -1;
}

/** A booking as a whole, or one date of it, as lists and pages show it. */
export interface BookingView {
  readonly booking: BookingHead;
  /** Null for a booking of one date, and for a series as a whole. */
  readonly date: ShownDate | null;
  readonly roomIds: readonly string[];
  /** Of a series as a whole. */
  readonly dates?: readonly ShownDate[];
  /** Events of others that overlap it by now. */
  readonly conflicts?: readonly Slot[];
  /** Of one that was lost: what may be booked instead. */
  readonly alternatives?: readonly Suggestion[];
}

export interface ShownDate extends Interval {
  readonly recurrenceId: Instant;
  readonly status: BookingStatus;
  readonly roomIds: readonly string[];
  /** The date's words, where they are not those of the booking. */
  readonly content: OwnContent;
}

/** A private meeting keeps its words and its people from everybody but those whose it is. */
export function presentBooking(
  view: BookingView,
  rooms: ReadonlyMap<string, Room>,
  reader: Person,
): BookingAnswer {
  const { booking, date, roomIds, dates, conflicts = [], alternatives } = view;
  const { id, rrule, revision } = booking;
  const { start, end, status } = date ?? booking;
  const own = date ? formatDateId(id, date.recurrenceId) : id;
  const may = isLive(status) && mayChange(booking, reader);
  return {
    id: own,
    seriesId: rrule === null ? null : id,
    recurrenceId: date ? formatInstant(date.recurrenceId) : null,
    rrule,
    rooms: roomIds.flatMap((roomId) => {
      const room = rooms.get(roomId);
      return room ? [presentBookedRoom(room)] : [];
    }),
    ...presentContent(view, reader),
    start: formatInstant(start),
    end: formatInstant(end),
    timeZone: booking.timeZone,
    organizer: { email: booking.organizer.email, name: booking.organizer.name },
    status,
    statusReason: booking.statusReason,
    visibility: booking.visibility,
    conflict: conflicts.length > 0,
    conflicts: conflicts.map(toSlot),
    ...presentAnswerDue(view, rooms),
    ...(alternatives ? { alternatives: alternatives.map(presentSuggestion) } : {}),
    ...(dates ? { occurrences: dates.map((each) => presentDate(id, each)) } : {}),
    mayCancel: may,
    mayChange: may,
    createdAt: formatInstant(booking.createdAt),
    etag: etagOf({ revision }),
    links: {
      self: `/api/v1/bookings/${own}`,
      ...(rrule === null ? {} : { series: `/api/v1/bookings/${id}` }),
      calendar: `/api/v1/bookings/${own}/calendar.ics`,
    },
  };
}

function presentAnswerDue(
  { booking, date, roomIds }: BookingView,
  rooms: ReadonlyMap<string, Room>,
): Pick<BookingAnswer, 'answerDue'> {
  const { status } = date ?? booking;
  if (status !== 'awaiting-room') return {};
  const policies = roomIds.flatMap((roomId) => rooms.get(roomId)?.policy ?? []);
  const due = answerDueOfRooms(policies, booking.createdAt);
  return due ? { answerDue: { at: formatInstant(due.at), otherwise: due.otherwise } } : {};
}

function presentContent({ booking, date }: BookingView, reader: Person) {
  const isOpen = booking.visibility === 'default' || isParty(booking, reader);
  if (!isOpen) return { title: 'Private', description: null, attendees: [] };
  const { title, description, attendees } = { ...booking, ...date?.content };
  return { title, description, attendees: attendees.map((attendee) => ({ ...attendee })) };
}

function presentDate(bookingId: string, { recurrenceId, start, end, status, roomIds }: ShownDate) {
  return {
    id: formatDateId(bookingId, recurrenceId),
    recurrenceId: formatInstant(recurrenceId),
    start: formatInstant(start),
    end: formatInstant(end),
    status,
    roomIds: [...roomIds],
  };
}

function presentBookedRoom({ id, name, building, floor, timeZone }: Room) {
  return { id, name, building: building.name, floor: floor.name, timeZone };
}
