import type { Pool } from 'pg';
import { liveStatuses } from '@/lib/core/bookings/status';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { BookingStore } from '@/lib/db/ports';
import { bookingColumns, toBooking } from '@/lib/db/repositories/booking-rows';
import { beginChange, endChange } from '@/lib/db/repositories/change-booking';
import { findBooking } from '@/lib/db/repositories/find-booking';
import { holdBooking } from '@/lib/db/repositories/hold-booking';
import { listDates } from '@/lib/db/repositories/list-dates';
import { readOccurrences } from '@/lib/db/repositories/read-occurrences';
import { settleBooking } from '@/lib/db/repositories/settle-booking';
import { inTransaction } from '@/lib/db/transaction';

/**
 * Bookings in PostgreSQL, in plain SQL: what holds a slot is worth reading word by word. What
 * changes leaves its line in the outbox by triggers; `announce` says that there is news.
 */
export function createBookingStore(
  pool: Pool,
  announce: () => void = () => undefined,
): BookingStore {
  const announcing = async <T>(change: Promise<T>): Promise<T> => {
    const result = await change;
    announce();
    return result;
  };
  return withDatabaseErrors<BookingStore>({
    hold: (booking) => announcing(holdBooking(pool, booking)),
    settle: (booking, settlement) => announcing(settleBooking(pool, booking, settlement)),
    beginChange: (booking, change) => announcing(beginChange(pool, booking, change)),
    endChange: (booking, end) => announcing(endChange(pool, booking, end)),
    release: (booking) => announcing(release(pool, booking.id, booking.revision)),
    find: (organisationId, bookingId) => findBooking(pool, organisationId, bookingId),
    list: (filter, page) => listDates(pool, filter, page),
    occurrencesIn: (roomIds, window) => readOccurrences(pool, roomIds, window),
    countActive: async (personId, roomIds, now) => {
      const counted = await pool.query<{ room_id: string; held: number }>(
        `SELECT o.room_id, count(DISTINCT b.id)::integer AS held
           FROM bookings b JOIN occurrences o ON o.booking_id = b.id
          WHERE b.organizer_id = $1 AND b.last_ends_at > $4
            AND o.room_id = ANY ($2) AND o.status = ANY ($3) AND o.ends_at > $4
          GROUP BY o.room_id`,
        [personId, roomIds, liveStatuses, new Date(now)],
      );
      return new Map(counted.rows.map((row) => [row.room_id, row.held]));
    },
    takeDue: async (now, leaseUntil, limit) => {
      const taken = await pool.query(
        `WITH due AS (
           SELECT id FROM bookings WHERE due_at <= $1 ORDER BY due_at LIMIT $3
              FOR UPDATE SKIP LOCKED
         ), b AS (
           UPDATE bookings SET due_at = $2, revision = revision + 1, attempts = attempts + 1
            WHERE id IN (SELECT id FROM due) RETURNING *
         )
         SELECT ${bookingColumns} FROM b JOIN people p ON p.id = b.organizer_id
          ORDER BY b.created_at`,
        [new Date(now), new Date(leaseUntil), limit],
      );
      return taken.rows.map(toBooking);
    },
    wakeAwaiting: async (roomIds, now) => {
      await pool.query(
        `UPDATE bookings b SET due_at = $2
          WHERE b.status = 'awaiting-room' AND b.due_at > $2
            AND EXISTS (SELECT FROM occurrences o
                         WHERE o.booking_id = b.id AND o.room_id = ANY ($1))`,
        [roomIds, new Date(now)],
      );
    },
  });
}

async function release(pool: Pool, bookingId: string, revision: number): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const gone = await client.query(
      `DELETE FROM bookings WHERE id = $1 AND revision = $2 AND status = 'pending'`,
      [bookingId, revision],
    );
    if (gone.rowCount !== 1) return false;
    await client.query('DELETE FROM idempotency_keys WHERE booking_id = $1', [bookingId]);
    return true;
  });
}
