import type { Pool, PoolClient } from 'pg';
import type { Booking } from '@/lib/core/bookings/booking';
import { liveStatuses } from '@/lib/core/bookings/status';
import { isExclusionViolation } from '@/lib/db/database-errors';
import type { ChangeEnd, ChangeResult, NewChange } from '@/lib/db/ports';
import { findTakenDates, lockRooms } from '@/lib/db/repositories/claim-slots';
import { findBooking } from '@/lib/db/repositories/find-booking';
import { insertDates, insertEvents } from '@/lib/db/repositories/insert-parts';
import { inTransaction } from '@/lib/db/transaction';

/**
 * Holds what a change needs beside what the booking has: until the change is done or undone both
 * stand, so that a change that fails loses nothing. Guarded by the constraint, as a hold is.
 */
export async function beginChange(
  pool: Pool,
  booking: Booking,
  change: NewChange,
): Promise<ChangeResult> {
  try {
    return await inTransaction(pool, (client) => holdChange(client, booking, change));
  } catch (error) {
    if (!isExclusionViolation(error)) throw error;
    const { conflicts } = await findTakenDates(pool, change.arrivingDates, booking.id);
    return { outcome: 'conflict', conflicts };
  }
}

async function holdChange(
  client: PoolClient,
  booking: Booking,
  { change, arrivingEvents, arrivingDates, leavingEventIds, dueAt, actor }: NewChange,
): Promise<ChangeResult> {
  await lockRooms(client, arrivingDates);
  const { conflicts } = await findTakenDates(client, arrivingDates, booking.id);
  if (conflicts.length > 0) return { outcome: 'conflict', conflicts };
  const begun = await client.query(
    `WITH b AS (
       UPDATE bookings SET change = $3::jsonb, status_reason = 'changing', due_at = $4,
           attempts = 0, revision = revision + 1, updated_at = now()
        WHERE id = $1 AND revision = $2 AND change IS NULL AND status = ANY ($6)
       RETURNING id, organisation_id, status
     ), told AS (
       INSERT INTO booking_transitions (organisation_id, booking_id, from_status, to_status,
           actor, reason)
       SELECT organisation_id, id, status, status, $5, 'changing' FROM b
     ), leaving AS (
       UPDATE booking_events e SET stage = 'leaving' FROM b
        WHERE e.booking_id = b.id AND e.id = ANY ($7)
     )
     SELECT id FROM b`,
    [
      booking.id,
      booking.revision,
      JSON.stringify(change),
      new Date(dueAt),
      actor,
      liveStatuses,
      leavingEventIds,
    ],
  );
  if (begun.rowCount !== 1) return { outcome: 'stale' };
  await insertEvents(client, booking, 'arriving', arrivingEvents);
  await insertDates(client, booking, arrivingDates);
  const held = await findBooking(client, booking.organisationId, booking.id);
  if (!held) throw new Error(`booking ${booking.id} is gone in its own transaction`);
  return { outcome: 'held', booking: held };
}

/**
 * Ends a change in one transaction: the dates that came or the dates that were to go give their slots
 * back, and the booking says what it is now.
 */
export async function endChange(
  pool: Pool,
  booking: Booking,
  end: ChangeEnd,
): Promise<Booking | null> {
  const { change } = booking;
  if (!change) throw new Error(`booking ${booking.id} is not being changed`);
  const isDone = end.outcome === 'done';
  const content = isDone ? change.content : {};
  return inTransaction(pool, async (client) => {
    const ended = await client.query(
      `UPDATE bookings SET change = NULL, status = $3, status_reason = $4, due_at = $5,
           title = coalesce($6::jsonb ->> 'title', title),
           description = CASE WHEN $6::jsonb ? 'description' THEN $6::jsonb ->> 'description'
                              ELSE description END,
           visibility = coalesce($6::jsonb ->> 'visibility', visibility),
           attendees = coalesce($6::jsonb -> 'attendees', attendees),
           rrule = $7, attempts = 0, revision = revision + 1, updated_at = now()
        WHERE id = $1 AND revision = $2`,
      [
        booking.id,
        booking.revision,
        end.status,
        end.reason,
        end.dueAt === null ? null : new Date(end.dueAt),
        JSON.stringify(content),
        isDone ? change.rrule : booking.rrule,
      ],
    );
    if (ended.rowCount !== 1) return null;
    await client.query(
      `INSERT INTO booking_transitions (organisation_id, booking_id, from_status, to_status, actor,
           reason) VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        booking.organisationId,
        booking.id,
        booking.status,
        end.status,
        end.actor,
        isDone ? 'changed' : 'change-undone',
      ],
    );
    await keepParts(client, booking, end);
    return findBooking(client, booking.organisationId, booking.id);
  });
}

async function keepParts(client: PoolClient, { id }: Booking, end: ChangeEnd): Promise<void> {
  const [kept, given] = end.outcome === 'done' ? ['arriving', 'leaving'] : ['leaving', 'arriving'];
  await client.query(
    `UPDATE booking_events e SET handle = new.handle, version = new.version
       FROM unnest($2::text[], $3::text[], $4::text[]) AS new (id, handle, version)
      WHERE e.booking_id = $1 AND e.id = new.id`,
    [
      id,
      end.events.map((event) => event.id),
      end.events.map(({ handle }) => handle),
      end.events.map(({ version }) => version),
    ],
  );
  await client.query(
    `DELETE FROM occurrences o USING booking_events e
      WHERE o.event_id = e.id AND e.booking_id = $1 AND e.stage = $2`,
    [id, given],
  );
  await client.query(
    `DELETE FROM booking_events
      WHERE booking_id = $1 AND id <> ALL ($3) AND (stage = $2 OR id = ANY ($4))`,
    [id, given, end.withdrawnEventIds, end.goneEventIds],
  );
  await client.query(
    `UPDATE booking_events SET stage = CASE WHEN stage = $2 THEN 'standing' ELSE 'withdrawn' END
      WHERE booking_id = $1 AND stage IN ('arriving', 'leaving')`,
    [id, kept],
  );
  await client.query(`UPDATE occurrences SET status = $2 WHERE booking_id = $1 AND status <> $2`, [
    id,
    end.status,
  ]);
  await client.query(
    `UPDATE bookings b SET starts_at = first.starts_at, ends_at = first.ends_at,
            last_ends_at = first.last_ends_at
       FROM (SELECT (array_agg(starts_at ORDER BY starts_at, ends_at))[1] AS starts_at,
                    (array_agg(ends_at ORDER BY starts_at, ends_at))[1] AS ends_at,
                    max(ends_at) AS last_ends_at
               FROM occurrences WHERE booking_id = $1) AS first
      WHERE b.id = $1 AND first.starts_at IS NOT NULL`,
    [id],
  );
}
