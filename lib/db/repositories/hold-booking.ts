import type { Pool } from 'pg';
import type { Booking } from '@/lib/core/bookings/booking';
import { instant } from '@/lib/core/time/instant';
import { isExclusionViolation } from '@/lib/db/database-errors';
import type { HoldResult, NewBooking } from '@/lib/db/ports';
import { prepared } from '@/lib/db/prepared';
import { bookingColumns, toBooking } from '@/lib/db/repositories/booking-rows';
import { findTakenDates, lockedRooms } from '@/lib/db/repositories/claim-slots';
import {
  dateColumns,
  dateValues,
  eventColumns,
  eventValue,
} from '@/lib/db/repositories/insert-parts';

/**
 * Takes the slots of every date, all or none, in one statement. Locks per room, in the order of their
 * ids, make waiting short and fair; the exclusion constraint is the proof (guarantee G1), and what it
 * refuses is looked up afterwards. The first request with a key makes the booking; a concurrent
 * second one waits for it.
 */
export async function holdBooking(pool: Pool, booking: NewBooking): Promise<HoldResult> {
  for (;;) {
    const held = await insertBooking(pool, booking);
    if (held) return held;
    const earlier = await findByKey(pool, booking);
    // A key that was there and is gone was released in between: it is free again.
    if (!earlier) continue;
    const isSame = earlier.bodyHash === booking.idempotency?.bodyHash;
    return isSame ? { outcome: 'replayed', booking: earlier.booking } : { outcome: 'mismatch' };
  }
}

async function findByKey(
  pool: Pool,
  { bookedById, idempotency }: NewBooking,
): Promise<{ readonly bodyHash: string; readonly booking: Booking } | null> {
  const found = await pool.query(
    `SELECT k.body_hash, ${bookingColumns}
       FROM idempotency_keys k JOIN bookings b ON b.id = k.booking_id
       JOIN people p ON p.id = b.organizer_id
      WHERE k.person_id = $1 AND k.key = $2`,
    [bookedById, idempotency?.key],
  );
  const row = found.rows[0];
  return row ? { bodyHash: row.body_hash, booking: toBooking(row) } : null;
}

/** `$16`, `$17` the key; `$18` the rooms; `$19` the events; `$20` on the dates. */
const insertText = `
  WITH claimed AS (
    INSERT INTO idempotency_keys (person_id, key, organisation_id, body_hash, booking_id)
    SELECT $8, $16, $2, $17, $1 WHERE $16::text IS NOT NULL
    ON CONFLICT DO NOTHING RETURNING key
  ), locked AS MATERIALIZED (
    ${lockedRooms('$18')}
     WHERE $16::text IS NULL OR EXISTS (SELECT FROM claimed)
  ), ready AS MATERIALIZED (
    SELECT count(*) AS rooms FROM locked
  ), b AS (
    INSERT INTO bookings (id, organisation_id, uid, status, status_reason, title, description,
        visibility, organizer_id, booked_by_id, attendees, time_zone, starts_at, ends_at,
        last_ends_at, rrule, due_at)
    SELECT $1, $2, $3, 'pending', 'writing', $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12,
        $13, $14, $15
      FROM ready WHERE ready.rooms > 0
    RETURNING id, organisation_id, created_at
  ), events AS (
    INSERT INTO booking_events ${eventColumns('b.id', 'b.organisation_id', "'standing'", '$19')}, b
  ), dates AS (
    INSERT INTO occurrences ${dateColumns('b.id', 'b.organisation_id', 20)}, b
  ), told AS (
    INSERT INTO booking_transitions (organisation_id, booking_id, from_status, to_status, actor,
        reason)
    SELECT organisation_id, id, NULL, 'pending', $8, 'writing' FROM b
  )
  SELECT created_at FROM b`;

/** Null when the key was used already. */
async function insertBooking(pool: Pool, booking: NewBooking): Promise<HoldResult | null> {
  const { organizer, events, dates, idempotency, ...head } = booking;
  const lastEnd = instant(Math.max(...dates.map(({ end }) => end)));
  const values = [
    head.id,
    head.organisationId,
    head.uid,
    head.title,
    head.description,
    head.visibility,
    organizer.id,
    head.bookedById,
    JSON.stringify(head.attendees),
    head.timeZone,
    new Date(head.start),
    new Date(head.end),
    new Date(lastEnd),
    head.rrule,
    new Date(head.dueAt),
    idempotency?.key ?? null,
    idempotency?.bodyHash ?? null,
    [...new Set(dates.map(({ roomId }) => roomId))],
    eventValue(events),
    ...dateValues(dates),
  ];
  try {
    const inserted = await pool.query<{ created_at: Date }>(prepared(insertText, values));
    const [row] = inserted.rows;
    if (!row) return null;
    const createdAt = instant(row.created_at.getTime());
    return {
      outcome: 'held',
      booking: { ...head, ...fresh, ...parts(booking), createdAt, lastEnd, organizer },
    };
  } catch (error) {
    if (!isExclusionViolation(error)) throw error;
    return { outcome: 'conflict', ...(await findTakenDates(pool, dates, null)) };
  }
}

const fresh = {
  status: 'pending',
  statusReason: 'writing',
  revision: 1,
  change: null,
  attempts: 0,
} as const;

function parts({ events, dates }: NewBooking): Pick<Booking, 'events' | 'dates'> {
  return {
    events: events.map((event) => ({ ...event, stage: 'standing', handle: null, version: null })),
    dates: dates.map((date) => ({ ...date, status: 'pending' })),
  };
}
