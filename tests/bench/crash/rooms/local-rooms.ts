import { readLocalEvents } from '@/tests/bench/books/read-ledger';
import type { RoomParts, RoomSource } from '@/tests/bench/crash/rooms/room-source';
import { createCalendarTrace } from '@/tests/bench/wire/calendar-trace';

/** Calendars in the application's own database. */
export function openLocalRooms({ query }: RoomParts): RoomSource {
  return {
    trace: createCalendarTrace(),
    server: null,
    newRoom: async () => ({ kind: 'local', addresses: [{}], calendar: null }),
    events: () => query(readLocalEvents),
    meetings: null,
    unread: () => 0,
    stop: async () => undefined,
  };
}
