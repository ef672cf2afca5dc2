import type { RoomToWrite } from '@/lib/core/bookings/plan-events';
import type { Room } from '@/lib/core/places/room';
import { minuteMs } from '@/lib/core/time/instant';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';

/** What must be known of rooms to write into their calendars, as each connection declares it. */
export function toRoomsToWrite(
  { calendar }: Pick<BookingDeps, 'calendar'>,
  rooms: readonly Room[],
): Promise<readonly RoomToWrite[]> {
  return Promise.all(
    rooms.map(async ({ id, connection, policy }) => {
      const { buffers, roomsPerEvent, recurringWrites } = await calendar.capabilities(connection);
      return {
        id,
        connectionId: connection.id,
        bufferBeforeMs: policy.bufferBeforeMinutes * minuteMs,
        bufferAfterMs: policy.bufferAfterMinutes * minuteMs,
        lengthens: buffers === 'longer-event',
        roomsPerEvent,
        recurs: recurringWrites,
      };
    }),
  );
}
