import type { Pool, PoolClient } from 'pg';
import type { Booking } from '@/lib/core/bookings/booking';
import { bookingColumns, toBooking } from '@/lib/db/repositories/booking-rows';

export async function findBooking(
  client: Pool | PoolClient,
  organisationId: string,
  bookingId: string,
): Promise<Booking | null> {
  const found = await client.query(
    `SELECT ${bookingColumns} FROM bookings b JOIN people p ON p.id = b.organizer_id
      WHERE b.id = $2 AND b.organisation_id = $1`,
    [organisationId, bookingId],
  );
  return found.rows[0] ? toBooking(found.rows[0]) : null;
}
