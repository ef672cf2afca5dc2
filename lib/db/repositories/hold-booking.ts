import type { Pool, PoolClient } from 'pg';
import type { Booking } from '@/lib/core/bookings/booking';
import { liveStatuses } from '@/lib/core/bookings/status';
import type { Slot } from '@/lib/core/errors';
import { instant } from '@/lib/core/time/instant';
import { isExclusionViolation } from '@/lib/db/database-errors';
import type { HoldResult, NewBooking } from '@/lib/db/ports';
import { bookingColumns, toBooking } from '@/lib/db/repositories/booking-rows';
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
 * Takes the slots, all or none. Locks per room, in the order of their ids, make waiting short and
 * fair; the exclusion constraint is the proof (guarantee G1).
 */
export async function holdBooking(pool: Pool, booking: NewBooking): Promise<HoldResult> {
  try {
    return await inTransaction(pool, async (client) => {
      await claimIdempotencyKey(client, booking);
      await lockRooms(client, booking);
      await refuseConflicts(client, booking);
      return { outcome: 'held', booking: await insertBooking(client, booking) };
    });
  } catch (error) {
    if (error instanceof NothingHeld) return error.result;
    if (!isExclusionViolation(error)) throw error;
    return { outcome: 'conflict', conflicts: await findConflicts(pool, booking) };
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

async function lockRooms(client: PoolClient, { rooms }: NewBooking): Promise<void> {
  await client.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('room ' || room.id, 0))
       FROM (SELECT unnest($1::text[]) AS id ORDER BY 1) AS room`,
    [rooms.map((room) => room.roomId)],
  );
}

async function refuseConflicts(client: PoolClient, booking: NewBooking): Promise<void> {
  const conflicts = await findConflicts(client, booking);
  if (conflicts.length > 0) throw new NothingHeld({ outcome: 'conflict', conflicts });
}

/** The live bookings in the way, as their own times rather than what they hold around them. */
async function findConflicts(
  client: Pool | PoolClient,
  { rooms }: NewBooking,
): Promise<readonly Slot[]> {
  const found = await client.query<{ room_id: string; starts_at: Date; ends_at: Date }>(
    `SELECT o.room_id, o.starts_at, o.ends_at
       FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS wanted (room_id, lower, upper)
       JOIN occurrences o ON o.room_id = wanted.room_id
        AND tstzrange(o.held_from, o.held_until, '[)') && tstzrange(wanted.lower, wanted.upper, '[)')
        AND o.status IN ${liveList}
      ORDER BY o.starts_at, o.room_id`,
    heldColumns(rooms),
  );
  return found.rows.map((row) => ({
    roomId: row.room_id,
    start: instant(row.starts_at.getTime()),
    end: instant(row.ends_at.getTime()),
  }));
}

/** Written out, so that the partial index behind the constraint serves. */
const liveList = `(${liveStatuses.map((status) => `'${status}'`).join(', ')})`;

async function insertBooking(client: PoolClient, booking: NewBooking) {
  const inserted = await client.query(
    `WITH b AS (
       INSERT INTO bookings (id, organisation_id, uid, status, status_reason, title, description,
           visibility, organizer_id, booked_by_id, attendees, time_zone, starts_at, ends_at, due_at)
       VALUES ($1, $2, $3, 'pending', 'writing', $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13)
       RETURNING *
     ), held AS (
       SELECT * FROM unnest($14::text[], $15::timestamptz[], $16::timestamptz[])
           AS held (room_id, lower, upper)
     ), booked AS (
       INSERT INTO booking_rooms (organisation_id, booking_id, room_id)
       SELECT $2, b.id, held.room_id FROM b, held RETURNING room_id
     ), dates AS (
       INSERT INTO occurrences (id, organisation_id, booking_id, room_id, status, recurrence_id,
           starts_at, ends_at, held_from, held_until)
       SELECT b.id || '.' || held.room_id, $2, b.id, held.room_id, 'pending', b.starts_at,
           b.starts_at, b.ends_at, held.lower, held.upper FROM b, held
     ), told AS (
       INSERT INTO booking_transitions (organisation_id, booking_id, from_status, to_status, actor,
           reason)
       SELECT $2, b.id, NULL, 'pending', $8, 'writing' FROM b
     )
     SELECT b.*, json_build_object('id', p.id, 'email', p.email, 'name', p.name) AS organizer,
         (SELECT json_agg(json_build_object('roomId', room_id, 'handle', NULL, 'version', NULL,
              'answer', 'pending') ORDER BY room_id) FROM booked) AS rooms
       FROM b JOIN people p ON p.id = b.organizer_id`,
    [
      booking.id,
      booking.organisationId,
      booking.uid,
      booking.title,
      booking.description,
      booking.visibility,
      booking.organizerId,
      booking.bookedById,
      JSON.stringify(booking.attendees),
      booking.timeZone,
      new Date(booking.start),
      new Date(booking.end),
      new Date(booking.dueAt),
      ...heldColumns(booking.rooms),
    ],
  );
  return toBooking(inserted.rows[0]);
}

function heldColumns(rooms: NewBooking['rooms']): unknown[][] {
  return [
    rooms.map((room) => room.roomId),
    rooms.map((room) => new Date(room.held.start)),
    rooms.map((room) => new Date(room.held.end)),
  ];
}
