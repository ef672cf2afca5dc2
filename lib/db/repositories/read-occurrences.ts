import type { Pool } from 'pg';
import { z } from 'zod';
import type { RoomOccurrence } from '@/lib/core/availability/room-taken';
import { bookingStatuses, liveStatuses } from '@/lib/core/bookings/status';
import { instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

const instantColumn = z.date().transform((value) => instant(value.getTime()));

const occurrenceRow = z.object({
  room_id: z.string(),
  booking_id: z.string(),
  uid: z.string(),
  status: z.enum(bookingStatuses),
  starts_at: instantColumn,
  ends_at: instantColumn,
  title: z.string(),
  visibility: z.enum(['default', 'private']),
  organizer_id: z.string(),
  organizer_name: z.string(),
  booked_by_id: z.string(),
});

/** Live occurrences of these rooms that overlap the window, by start. One statement. */
export async function readOccurrences(
  pool: Pool,
  roomIds: readonly string[],
  window: Interval,
): Promise<readonly RoomOccurrence[]> {
  const found = await pool.query(
    `SELECT o.room_id, o.booking_id, b.uid, o.status, o.starts_at, o.ends_at, b.title,
            b.visibility, b.organizer_id, p.name AS organizer_name, b.booked_by_id
       FROM occurrences o
       JOIN bookings b ON b.id = o.booking_id
       JOIN people p ON p.id = b.organizer_id
      WHERE o.room_id = ANY ($1)
        AND tstzrange(o.held_from, o.held_until, '[)') && tstzrange($2, $3, '[)')
        AND o.starts_at < $3 AND o.ends_at > $2
        AND o.status IN (${liveStatuses.map((status) => `'${status}'`).join(', ')})
      ORDER BY o.starts_at`,
    [roomIds, new Date(window.start), new Date(window.end)],
  );
  return found.rows.map(toOccurrence);
}

function toOccurrence(row: unknown): RoomOccurrence {
  const fields = occurrenceRow.parse(row);
  return {
    roomId: fields.room_id,
    bookingId: fields.booking_id,
    uid: fields.uid,
    status: fields.status,
    kind: fields.status === 'confirmed' ? 'busy' : 'hold',
    start: fields.starts_at,
    end: fields.ends_at,
    title: fields.title,
    visibility: fields.visibility,
    organizerId: fields.organizer_id,
    organizerName: fields.organizer_name,
    bookedById: fields.booked_by_id,
  };
}
