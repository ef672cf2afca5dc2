import type { Attendee, BookedDate, BookedEvent, Booking } from '@/lib/core/bookings/booking';
import type { ToldRoom } from '@/lib/core/invitations/meeting';
import { addMs, dayMs, hourMs, type Instant, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

export const bob = 'bob@example.org';
export const eve = 'eve@example.org';

/** Mondays at nine in Paris from 2027-01-04 on, in winter. */
export function monday(index: number): Instant {
  return instant(Date.UTC(2027, 0, 4, 8) + index * 7 * dayMs);
}

export const rooms: ReadonlyMap<string, ToldRoom> = new Map([
  ['bora', { name: 'Bora, House', email: 'bora@example.org', invites: false }],
  ['mistral', { name: 'Mistral, House', email: null, invites: false }],
  ['outlook', { name: 'Outlook, Annex', email: 'outlook@example.org', invites: true }],
]);

export interface EventWish extends Partial<BookedEvent> {
  readonly uid: string;
  readonly roomIds: readonly string[];
  readonly dates: readonly (Partial<BookedDate> & { readonly recurrenceId: Instant })[];
}

/** A confirmed booking of an hour, with these events. */
export function bookingOf(
  wishes: readonly EventWish[],
  attendees: readonly Attendee[] = [{ email: bob }, { email: eve }],
): Booking {
  const rrule = wishes.find((wish) => wish.rrule)?.rrule ?? null;
  return {
    id: 'b',
    organisationId: 'main',
    uid: 'foyer-b',
    status: 'confirmed',
    statusReason: null,
    title: 'Planning',
    description: null,
    visibility: 'default',
    attendees,
    organizer: { id: 'alice', email: 'alice@example.org', name: 'Alice' },
    bookedById: 'alice',
    timeZone: zoneId('Europe/Paris'),
    start: monday(0),
    end: addMs(monday(0), hourMs),
    lastEnd: addMs(monday(9), hourMs),
    rrule,
    revision: 1,
    createdAt: instant(0),
    change: null,
    dueAt: null,
    attempts: 0,
    events: wishes.map(({ dates: _dates, ...wish }) => ({
      id: `event-${wish.uid}`,
      stage: 'standing',
      rrule: null,
      content: null,
      bufferBeforeMs: 0,
      bufferAfterMs: 0,
      handle: null,
      version: null,
      start: monday(0),
      end: addMs(monday(0), hourMs),
      ...wish,
    })),
    dates: wishes.flatMap(({ uid, roomIds, dates }) =>
      dates.flatMap(({ recurrenceId, ...date }) =>
        roomIds.map((roomId) => ({
          eventId: `event-${uid}`,
          roomId,
          status: 'confirmed' as const,
          recurrenceId,
          start: recurrenceId,
          end: addMs(recurrenceId, hourMs),
          held: { start: recurrenceId, end: addMs(recurrenceId, hourMs) },
          content: null,
          ...date,
        })),
      ),
    ),
  };
}

export const weekly = 'FREQ=WEEKLY;COUNT=4';

/** Four Mondays in that room, without those left out. */
export function seriesIn(
  uid: string,
  roomIds: readonly string[],
  leftOut: readonly number[] = [],
): EventWish {
  const dates = [0, 1, 2, 3].filter((index) => !leftOut.includes(index));
  return {
    uid,
    roomIds,
    rrule: weekly,
    dates: dates.map((index) => ({ recurrenceId: monday(index) })),
  };
}
