import type { Pool } from 'pg';
import { liveStatuses } from '@/lib/core/bookings/status';
import { instant } from '@/lib/core/time/instant';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import { fromCursor, toCursor } from '@/lib/db/page-cursor';
import type { BookingFilter, BookingStore, PageRequest } from '@/lib/db/ports';
import { bookingColumns, toBooking } from '@/lib/db/repositories/booking-rows';
import { holdBooking } from '@/lib/db/repositories/hold-booking';
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
    release: (booking) => announcing(release(pool, booking.id, booking.revision)),
    find: async (organisationId, bookingId) => {
      const found = await pool.query(
        `SELECT ${bookingColumns} FROM bookings b JOIN people p ON p.id = b.organizer_id
          WHERE b.id = $2 AND b.organisation_id = $1`,
        [organisationId, bookingId],
      );
      return found.rows[0] ? toBooking(found.rows[0]) : null;
    },
    list: (filter, page) => listBookings(pool, filter, page),
    occurrencesIn: (roomIds, window) => readOccurrences(pool, roomIds, window),
    countActive: async (personId, roomIds, now) => {
      const counted = await pool.query<{ room_id: string; held: number }>(
        `SELECT r.room_id, count(*)::integer AS held
           FROM bookings b JOIN booking_rooms r ON r.booking_id = b.id
          WHERE b.organizer_id = $1 AND r.room_id = ANY ($2) AND b.status = ANY ($3)
            AND b.ends_at > $4
          GROUP BY r.room_id`,
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

async function listBookings(pool: Pool, filter: BookingFilter, page: PageRequest) {
  const [afterMs, afterId] =
    page.cursor === null ? [null, null] : fromCursor(page.cursor, ['instant', 'string']);
  const found = await pool.query(
    `SELECT ${bookingColumns} FROM bookings b JOIN people p ON p.id = b.organizer_id
      WHERE b.organisation_id = $1 AND b.status = ANY ($2)
        AND ($3::text IS NULL OR b.organizer_id = $3 OR b.booked_by_id = $3)
        AND ($4::text IS NULL OR EXISTS (SELECT 1 FROM booking_rooms r
              WHERE r.booking_id = b.id AND r.room_id = $4))
        AND ($5::timestamptz IS NULL OR b.ends_at > $5)
        AND ($6::timestamptz IS NULL OR b.starts_at < $6)
        AND ($7::timestamptz IS NULL OR (b.starts_at, b.id) > ($7, $8::text))
      ORDER BY b.starts_at, b.id LIMIT $9`,
    [
      filter.organisationId,
      filter.statuses,
      filter.personId ?? null,
      filter.roomId ?? null,
      toDate(filter.start),
      toDate(filter.end),
      typeof afterMs === 'number' ? toDate(afterMs) : null,
      afterId,
      page.limit + 1,
    ],
  );
  const items = found.rows.slice(0, page.limit).map(toBooking);
  const last = items.at(-1);
  const more = found.rows.length > page.limit && last !== undefined;
  return { items, nextCursor: more ? toCursor([last.start, last.id]) : null };
}

function toDate(at: number | undefined): Date | null {
  return at === undefined ? null : new Date(instant(at));
}
