import type { Pool } from 'pg';
import type { Booking } from '@/lib/core/bookings/booking';
import { mayBecome } from '@/lib/core/bookings/status';
import type { Settlement } from '@/lib/db/ports';
import { prepared } from '@/lib/db/prepared';
import { nameEvents } from '@/lib/db/repositories/name-events';

/**
 * Moves a booking, its dates and its events on in one statement, and records who did and why; null
 * when its revision is another by now.
 * @throws Error for a step that the table of transitions does not allow: a defect of the caller.
 */
export async function settleBooking(
  pool: Pool,
  booking: Booking,
  settlement: Settlement,
): Promise<Booking | null> {
  const { status } = settlement;
  if (status !== booking.status && !mayBecome(booking.status, status)) {
    throw new Error(`booking ${booking.id} may not go from ${booking.status} to ${status}`);
  }
  const settled: Booking = {
    ...booking,
    status,
    statusReason: settlement.reason,
    dueAt: settlement.dueAt,
    attempts: settlement.attempts ?? booking.attempts,
    events: nameEvents(booking.events, settlement.events ?? []),
    dates: booking.dates.map((date) => ({ ...date, status })),
    revision: booking.revision + 1,
  };
  const moved = await pool.query(
    prepared(settleStatement, [
      booking.id,
      booking.revision,
      status,
      settled.statusReason,
      settled.dueAt === null ? null : new Date(settled.dueAt),
      settled.attempts,
      settled.events.map(({ id }) => id),
      settled.events.map(({ handle }) => handle),
      settled.events.map(({ version }) => version),
      booking.status,
      settlement.actor,
    ]),
  );
  return moved.rowCount === 1 ? settled : null;
}

const settleStatement = `
  WITH b AS (
    UPDATE bookings SET status = $3, status_reason = $4, due_at = $5, attempts = $6,
        revision = revision + 1, updated_at = now()
     WHERE id = $1 AND revision = $2
    RETURNING id, organisation_id
  ), dates AS (
    UPDATE occurrences o SET status = $3 FROM b WHERE o.booking_id = b.id AND o.status <> $3
  ), events AS (
    UPDATE booking_events e SET handle = new.handle, version = new.version
      FROM b, unnest($7::text[], $8::text[], $9::text[]) AS new (id, handle, version)
     WHERE e.booking_id = b.id AND e.id = new.id
       AND (e.handle, e.version) IS DISTINCT FROM (new.handle, new.version)
  ), told AS (
    INSERT INTO booking_transitions (organisation_id, booking_id, from_status, to_status, actor,
        reason)
    SELECT b.organisation_id, b.id, $10, $3, $11, $4 FROM b WHERE $10 <> $3 OR $4 IS NOT NULL
  )
  SELECT id FROM b`;
