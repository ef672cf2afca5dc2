import { randomUUID } from 'node:crypto';
import type { BookingPerson } from '@/lib/core/bookings/booking';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import type { NewBooking } from '@/lib/db/ports';

export interface Held extends Interval {
  readonly roomIds: readonly string[];
  /** The meeting and its buffers; the meeting alone unless given. */
  readonly held?: Interval;
}

/** A booking of one date as the store is given it, one event for all its rooms. */
export function newBooking(
  owner: BookingPerson & { readonly organisationId: string },
  { start, end, roomIds, held = { start, end } }: Held,
): NewBooking {
  const id = randomUUID();
  const { organisationId, email, name } = owner;
  const event = { id: `event-${id}`, uid: `foyer-${id}`, roomIds, start, end };
  return {
    start,
    end,
    id,
    organisationId,
    uid: `foyer-${id}`,
    title: 'Held',
    description: null,
    visibility: 'default',
    organizer: { id: owner.id, email, name },
    bookedById: owner.id,
    attendees: [],
    timeZone: zoneId('Europe/Paris'),
    rrule: null,
    events: [{ ...event, rrule: null, content: null, bufferBeforeMs: 0, bufferAfterMs: 0 }],
    dates: roomIds.map((roomId) => ({
      eventId: event.id,
      roomId,
      recurrenceId: start,
      start,
      end,
      held,
      content: null,
    })),
    dueAt: start,
    idempotency: null,
  };
}
