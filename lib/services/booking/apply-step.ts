import type { CalendarEvent, EventChange, EventRef } from '@/lib/calendar/backend';
import type { CallOptions, FindOptions } from '@/lib/calendar/calendar';
import { isBackendError } from '@/lib/calendar/errors';
import type { BookedEvent, Booking, ChangeStep } from '@/lib/core/bookings/booking';
import type { Room } from '@/lib/core/places/room';
import type { EventName } from '@/lib/db/ports';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { placeEvents } from '@/lib/services/booking/place-events';
import {
  inCalendar,
  inCalendarTimes,
  type PlacedEvent,
  toDraft,
} from '@/lib/services/booking/room-event';

/**
 * Makes one write of a change; made again it changes nothing more. Returns the event's name
 * afterwards; null where none is left.
 * @throws BackendError
 */
export async function applyStep(
  deps: BookingDeps,
  booking: Booking,
  step: ChangeStep,
  rooms: readonly Room[],
  options: CallOptions,
): Promise<EventName | null> {
  const event = booking.events.find(({ id }) => id === step.eventId);
  const [placed] = event ? placeEvents(booking, [event], rooms) : [];
  if (!placed) throw new Error(`booking ${booking.id} has no event ${step.eventId}`);
  const parts: StepParts = { deps, booking, placed, options };
  if (step.kind === 'create') return create(parts);
  const unfinished = step.kind === 'remove';
  const current = await findCurrent(deps, booking, placed, rooms, { ...options, unfinished });
  if (step.kind === 'remove') return remove(parts, current?.ref ?? null);
  // Somebody took it out meanwhile: as it is to be, it is written anew.
  if (!current) return step.kind === 'cancel-date' ? null : create(parts);
  const ref = { ...current.ref, recurrenceId: null };
  if (step.kind === 'update') return update(parts, ref);
  const at = inCalendar(placed.event, step.recurrenceId);
  const dateRef = { ...ref, recurrenceId: at };
  if (step.kind === 'cancel-date') return cancelDate(parts, dateRef);
  return updateDate(parts, dateRef, step);
}

/** The event as it stands, in the rooms that it had or in those that it is to have. */
async function findCurrent(
  deps: BookingDeps,
  booking: Booking,
  { event: { uid } }: PlacedEvent,
  rooms: readonly Room[],
  options: FindOptions,
): Promise<CalendarEvent | null> {
  const versions = booking.events.filter((event) => event.uid === uid);
  const roomIds = new Set(versions.flatMap((event) => event.roomIds));
  for (const room of rooms.filter(({ id }) => roomIds.has(id))) {
    const found = await deps.calendar.findByUid(room, uid, options);
    if (found) return found;
  }
  return null;
}

interface StepParts {
  readonly deps: BookingDeps;
  readonly booking: Booking;
  readonly placed: PlacedEvent;
  readonly options: CallOptions;
}

async function create({ deps, booking, placed, options }: StepParts): Promise<EventName> {
  const ref = await deps.calendar.create(placed.rooms, toDraft(booking, placed), options);
  return nameOf(placed.event, ref);
}

async function update({ deps, booking, placed, options }: StepParts, ref: EventRef) {
  const { rooms, event } = placed;
  const { start, end, title, description, attendees, recurrence } = toDraft(booking, placed);
  const { roomsPerEvent } = await deps.calendar.capabilities(rooms[0].connection);
  const change: EventChange = {
    start,
    end,
    title,
    description: description ?? '',
    attendees,
    ...(recurrence ? { recurrence } : {}),
    ...(roomsPerEvent > 1 && !hasRooms(ref, event)
      ? { rooms: rooms.map(({ id, address }) => ({ roomId: id, address })) }
      : {}),
  };
  return nameOf(event, await deps.calendar.update(rooms[0], ref, change, 'all', options));
}

function hasRooms(ref: EventRef, { roomIds }: BookedEvent): boolean {
  const there = ref.rooms.map(({ roomId }) => roomId);
  return there.length === roomIds.length && roomIds.every((roomId) => there.includes(roomId));
}

async function updateDate(
  { deps, placed, options }: StepParts,
  ref: EventRef,
  { recurrenceId }: Extract<ChangeStep, { readonly kind: 'update-date' }>,
) {
  const { event, rooms, dates } = placed;
  const date = dates.find((each) => each.recurrenceId === recurrenceId);
  if (!date) throw new Error(`event ${event.id} has no date ${recurrenceId}`);
  const { description, ...texts } = date.content ?? {};
  const change: EventChange = {
    ...inCalendarTimes(event, date),
    ...texts,
    ...(description === undefined ? {} : { description: description ?? '' }),
  };
  return nameOf(event, await deps.calendar.update(rooms[0], ref, change, 'one', options));
}

async function cancelDate({ deps, placed, options }: StepParts, ref: EventRef) {
  try {
    await deps.calendar.cancel(placed.rooms[0], ref, 'one', options);
  } catch (error) {
    if (!isBackendError(error) || error.code !== 'event-not-found') throw error;
  }
  const left = await deps.calendar.findByUid(placed.rooms[0], placed.event.uid, options);
  return left && nameOf(placed.event, left.ref);
}

async function remove({ deps, placed, options }: StepParts, ref: EventRef | null): Promise<null> {
  if (!ref) return null;
  try {
    await deps.calendar.cancel(placed.rooms[0], ref, 'all', options);
  } catch (error) {
    if (!isBackendError(error) || error.code !== 'event-not-found') throw error;
  }
  return null;
}

function nameOf({ id }: BookedEvent, { handle, version }: EventRef): EventName {
  return { id, handle, version };
}
