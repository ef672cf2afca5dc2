import type { PoolClient } from 'pg';
import type { MirrorLease } from '@/lib/db/calendar-ports';
import { isOutdated } from '@/lib/db/repositories/is-outdated';

/**
 * Compares a room's confirmed dates with what was just read (guarantee G5), and tells the people of
 * a booking whose state is another now. Bookings that changed after the reading began are left to
 * the next one: it may have seen what they were before. Returns how many bookings there is news of.
 */
export async function noteConflicts(
  client: PoolClient,
  { roomId, begun }: MirrorLease,
): Promise<number> {
  const told = await client.query({
    name: 'note-conflicts',
    text: noteText,
    values: [roomId, new Date(begun)],
  });
  return told.rowCount ?? 0;
}

const noteText = `
  WITH found AS (
    SELECT DISTINCT o.organisation_id, o.booking_id, o.room_id, o.recurrence_id,
           i.starts_at, i.ends_at
      FROM occurrences o
      JOIN bookings own ON own.id = o.booking_id AND own.updated_at <= $2
      JOIN busy_intervals i
        ON i.room_id = o.room_id AND i.starts_at < o.held_until AND i.ends_at > o.held_from
       AND i.booking_id IS DISTINCT FROM o.booking_id
     WHERE o.room_id = $1 AND o.status = 'confirmed' AND o.held_until > now()
       AND NOT ${isOutdated('i', '$2')}
  ), opened AS (
    INSERT INTO booking_conflicts AS c (organisation_id, booking_id, room_id, recurrence_id,
        outside_starts_at, outside_ends_at)
    SELECT * FROM found
    ON CONFLICT ON CONSTRAINT booking_conflicts_pkey
       DO UPDATE SET detected_at = now(), resolved_at = NULL WHERE c.resolved_at IS NOT NULL
    RETURNING c.booking_id
  ), resolved AS (
    UPDATE booking_conflicts c SET resolved_at = now()
      FROM bookings own
     WHERE c.room_id = $1 AND c.resolved_at IS NULL
       AND own.id = c.booking_id AND own.updated_at <= $2
       AND NOT EXISTS (
         SELECT FROM found f
          WHERE (f.booking_id, f.recurrence_id, f.starts_at, f.ends_at)
              = (c.booking_id, c.recurrence_id, c.outside_starts_at, c.outside_ends_at))
    RETURNING c.booking_id
  )
  INSERT INTO outbox (organisation_id, topic, payload)
  SELECT b.organisation_id, 'booking', jsonb_build_object(
           'id', b.id, 'status', b.status, 'organizerId', b.organizer_id,
           'bookedById', b.booked_by_id)
    FROM bookings b
   WHERE b.id IN (SELECT booking_id FROM opened UNION SELECT booking_id FROM resolved)`;
