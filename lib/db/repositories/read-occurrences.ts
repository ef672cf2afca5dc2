import type { Pool, QueryResultRow } from 'pg';
import type { RoomOccurrence } from '@/lib/core/availability/room-taken';
import { type BookingStatus, bookingStatuses } from '@/lib/core/bookings/status';
import { instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { isLive } from '@/lib/db/repositories/taken-conditions';
import { beganEarlier, beginsNear, epochMs } from '@/lib/db/repositories/window-conditions';

/** Live occurrences of these rooms that overlap the window, by start. One prepared statement. */
export async function readOccurrences(
  pool: Pool,
  roomIds: readonly string[],
  window: Interval,
): Promise<readonly RoomOccurrence[]> {
  const found = await pool.query<QueryResultRow & unknown[]>({
    name: 'occurrences-in',
    text,
    values: [roomIds, new Date(window.start), new Date(window.end)],
    rowMode: 'array',
  });
  return found.rows.map(toOccurrence);
}

const columns = 'o.booking_id, o.status, o.starts_at, o.ends_at';

/** What is held around a meeting finds it by its indexes; only the meeting itself is shown. */
const text = `
  SELECT asked.room_id, o.booking_id, b.uid, o.status, ${epochMs('o.starts_at')},
         ${epochMs('o.ends_at')}, b.title, b.visibility, b.organizer_id, p.name, b.booked_by_id
    FROM unnest($1::text[]) AS asked (room_id)
   CROSS JOIN LATERAL (
     SELECT ${columns} FROM occurrences o
      WHERE o.room_id = asked.room_id AND ${isLive}
        AND ${beginsNear('o.held_from', 'o.held_until')}
      UNION ALL
     SELECT ${columns} FROM occurrences o
      WHERE o.room_id = asked.room_id AND ${isLive}
        AND ${beganEarlier('o.held_from', 'o.held_until')}
   ) AS o
    JOIN bookings b ON b.id = o.booking_id
    JOIN people p ON p.id = b.organizer_id
   WHERE o.starts_at < $3 AND o.ends_at > $2
   ORDER BY o.starts_at`;

/** Columns are as the database's own constraints have them; only the status is checked again. */
function toOccurrence(row: readonly unknown[]): RoomOccurrence {
  const [roomId, bookingId, uid, status, start, end, title, visibility, ...people] = row;
  const [organizerId, organizerName, bookedById] = people;
  const known = toStatus(status);
  return {
    roomId: String(roomId),
    bookingId: String(bookingId),
    uid: String(uid),
    status: known,
    kind: known === 'confirmed' ? 'busy' : 'hold',
    start: instant(Math.round(Number(start))),
    end: instant(Math.round(Number(end))),
    title: String(title),
    // Whatever is not plainly open is kept back.
    visibility: visibility === 'default' ? 'default' : 'private',
    organizerId: String(organizerId),
    organizerName: String(organizerName),
    bookedById: String(bookedById),
  };
}

const statuses: ReadonlySet<unknown> = new Set(bookingStatuses);

function toStatus(value: unknown): BookingStatus {
  if (!statuses.has(value)) throw new Error(`an occurrence has the unknown status ${value}`);
  return value as BookingStatus;
}
