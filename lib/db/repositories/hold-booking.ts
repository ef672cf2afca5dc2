import type { Pool, PoolClient } from 'pg';
import type { Booking } from '@/lib/core/bookings/booking';
import { instant } from '@/lib/core/time/instant';
import { isExclusionViolation } from '@/lib/db/database-errors';
import type { HoldResult, NewBooking } from '@/lib/db/ports';
import { bookingColumns, toBooking } from '@/lib/db/repositories/booking-rows';
import { findTakenDates, lockRooms } from '@/lib/db/repositories/claim-slots';
import { insertDates, insertEvents } from '@/lib/db/repositories/insert-parts';
import { inTransaction } from '@/lib/db/transaction';

/** Ends the transaction with an answer instead of an effect. */
class NothingHeld extends Error {
  readonly result: HoldResult;
  constructor(result: HoldResult) {
    super(result.outcome);
    this.result = result;
  }
}

/**
 * Takes the slots of every date, all or none. Locks per room, in the order of their ids, make waiting
 * short and fair; the exclusion constraint is the proof (guarantee G1).
 */
export async function holdBooking(pool: Pool, booking: NewBooking): Promise<HoldResult> {
  try {
    return await inTransaction(pool, async (client) => {
      await claimIdempotencyKey(client, booking);
      await lockRooms(client, booking.dates);
      const taken = await findTakenDates(client, booking.dates, null);
      if (taken.conflicts.length > 0) throw new NothingHeld({ outcome: 'conflict', ...taken });
      return { outcome: 'held', booking: await insertBooking(client, booking) };
    });
  } catch (error) {
    if (error instanceof NothingHeld) return error.result;
    if (!isExclusionViolation(error)) throw error;
    return { outcome: 'conflict', ...(await findTakenDates(pool, booking.dates, null)) };
  }
}

/** The first request with a key makes the booking; a concurrent second one waits here for it. */
async function claimIdempotencyKey(client: PoolClient, booking: NewBooking): Promise<void> {
  const { idempotency } = booking;
  // A key that is there and gone at the next look was released in between: it is free again.
  while (idempotency !== null && !(await claimKey(client, booking, idempotency))) {
    const earlier = await findByKey(client, booking, idempotency.key);
    if (!earlier) continue;
    const isSame = earlier.bodyHash === idempotency.bodyHash;
    throw new NothingHeld(
      isSame ? { outcome: 'replayed', booking: earlier.booking } : { outcome: 'mismatch' },
    );
  }
}

async function claimKey(
  client: PoolClient,
  booking: NewBooking,
  { key, bodyHash }: NonNullable<NewBooking['idempotency']>,
): Promise<boolean> {
  const claimed = await client.query(
    `INSERT INTO idempotency_keys (person_id, key, organisation_id, body_hash, booking_id)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [booking.bookedById, key, booking.organisationId, bodyHash, booking.id],
  );
  return claimed.rowCount === 1;
}

async function findByKey(
  client: PoolClient,
  { bookedById }: NewBooking,
  key: string,
): Promise<{ readonly bodyHash: string; readonly booking: Booking } | null> {
  const found = await client.query(
    `SELECT k.body_hash, ${bookingColumns}
       FROM idempotency_keys k JOIN bookings b ON b.id = k.booking_id
       JOIN people p ON p.id = b.organizer_id
      WHERE k.person_id = $1 AND k.key = $2`,
    [bookedById, key],
  );
  const row = found.rows[0];
  return row ? { bodyHash: row.body_hash, booking: toBooking(row) } : null;
}

async function insertBooking(client: PoolClient, booking: NewBooking): Promise<Booking> {
  const { organizer, events, dates, idempotency: _key, ...head } = booking;
  const lastEnd = instant(Math.max(...dates.map(({ end }) => end)));
  const inserted = await client.query<{ created_at: Date }>(
    `WITH b AS (
       INSERT INTO bookings (id, organisation_id, uid, status, status_reason, title, description,
           visibility, organizer_id, booked_by_id, attendees, time_zone, starts_at, ends_at,
           last_ends_at, rrule, due_at)
       VALUES ($1, $2, $3, 'pending', 'writing', $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12,
           $13, $14, $15)
       RETURNING *
     ), told AS (
       INSERT INTO booking_transitions (organisation_id, booking_id, from_status, to_status, actor,
           reason)
       SELECT $2, b.id, NULL, 'pending', $8, 'writing' FROM b
     )
     SELECT created_at FROM b`,
    [
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
    ],
  );
  await insertEvents(client, head, 'standing', events);
  await insertDates(client, head, dates);
  return {
    ...head,
    organizer,
    lastEnd,
    status: 'pending',
    statusReason: 'writing',
    revision: 1,
    createdAt: instant(inserted.rows[0]?.created_at.getTime() ?? Number.NaN),
    events: events.map((event) => ({ ...event, stage: 'standing', handle: null, version: null })),
    dates: dates.map((date) => ({ ...date, status: 'pending' })),
    change: null,
    attempts: 0,
  };
}
