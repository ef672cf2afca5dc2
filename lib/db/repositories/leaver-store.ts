import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { liveStatuses } from '@/lib/core/bookings/status';
import { instant } from '@/lib/core/time/instant';
import { instantColumn } from '@/lib/db/columns';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { Person as PersonRow } from '@/lib/db/generated/client';
import type { LeaverStore } from '@/lib/db/leaver-ports';
import { personColumns, toPerson } from '@/lib/db/repositories/people-store';
import { inTransaction } from '@/lib/db/transaction';

export function createLeaverStore(pool: Pool): LeaverStore {
  return withDatabaseErrors<LeaverStore>({
    list: async (organisationId) => {
      const found = await pool.query<PersonRow>(
        `SELECT ${personColumns} FROM people p
          WHERE p.organisation_id = $1 AND p.removed_at IS NULL ORDER BY lower(p.name), p.id`,
        [organisationId],
      );
      return found.rows.map((row) => ({
        ...toPerson(row),
        leavingAt: row.leavingAt && instant(row.leavingAt.getTime()),
      }));
    },
    begin: (organisationId, personId, now) =>
      inTransaction(pool, async (client) => {
        const begun = await client.query(
          `UPDATE people SET leaving_at = coalesce(leaving_at, $3),
                  session_epoch = session_epoch + 1
            WHERE id = $2 AND organisation_id = $1 AND removed_at IS NULL`,
          [organisationId, personId, new Date(now)],
        );
        if (begun.rowCount === 0) return false;
        await client.query('DELETE FROM tokens WHERE person_id = $1', [personId]);
        await client.query('DELETE FROM room_feeds WHERE person_id = $1', [personId]);
        return true;
      }),
    leaving: async (organisationId) => {
      const found = await pool.query<PersonRow>(
        `SELECT ${personColumns} FROM people p
          WHERE p.organisation_id = $1 AND p.leaving_at IS NOT NULL AND p.removed_at IS NULL
          ORDER BY p.leaving_at, p.id`,
        [organisationId],
      );
      return found.rows.map(toPerson);
    },
    bookingsLeft: async (personId, after) => {
      const found = await pool.query(bookingsText, [personId, new Date(after), liveStatuses]);
      return z.array(bookingRow).parse(found.rows);
    },
    erase: (personId, now) =>
      inTransaction(pool, async (client) => {
        const left = await client.query(bookingsText, [personId, new Date(now), liveStatuses]);
        if (left.rows.length > 0) return false;
        await eraseWords(client, personId);
        await client.query(eraseText, [personId, new Date(now), nobody]);
        return true;
      }),
  });
}

/** Stands for a name or a title that was taken out, in every language. */
const nobody = '—';

const bookingsText = `
  SELECT b.id, (b.status = 'pending' OR b.change IS NOT NULL) AS "isUnderWay",
         CASE WHEN b.rrule IS NOT NULL THEN min(o.recurrence_id) END AS "recurrenceId"
    FROM bookings b
    LEFT JOIN occurrences o
      ON o.booking_id = b.id AND o.starts_at > $2 AND o.status = ANY ($3)
   WHERE b.organizer_id = $1
     AND (o.id IS NOT NULL OR b.status = 'pending' OR b.change IS NOT NULL)
   GROUP BY b.id ORDER BY min(o.starts_at), b.id`;

const eraseText = `
  UPDATE people
     SET email = 'removed-' || id || '@removed.invalid', name = $3, locale = NULL, time_zone = NULL,
         hour_cycle = NULL, first_weekday = NULL, oidc_subject = NULL, removed_at = $2
   WHERE id = $1`;

/** Foyer's own calendar is Foyer's to clear; what other calendars hold of the past is theirs. */
const wordsText: readonly string[] = [
  `UPDATE local_events l
      SET title = $2, description = NULL, attendees = '[]',
          organizer = jsonb_build_object(
            'email', 'removed-' || $1 || '@removed.invalid', 'name', $2::text)
     FROM booking_events e JOIN bookings b ON b.id = e.booking_id
    WHERE b.organizer_id = $1 AND l.uid = e.uid`,
  `UPDATE bookings SET title = $2, description = NULL, attendees = '[]' WHERE organizer_id = $1`,
];
const forgottenText: readonly string[] = [
  `UPDATE occurrences SET content = NULL
    WHERE content IS NOT NULL AND booking_id IN (SELECT id FROM bookings WHERE organizer_id = $1)`,
  `UPDATE booking_events SET content = NULL
    WHERE content IS NOT NULL AND booking_id IN (SELECT id FROM bookings WHERE organizer_id = $1)`,
  'DELETE FROM invitations WHERE booking_id IN (SELECT id FROM bookings WHERE organizer_id = $1)',
  'DELETE FROM booking_mailings WHERE booking_id IN (SELECT id FROM bookings WHERE organizer_id = $1)',
  'DELETE FROM idempotency_keys WHERE person_id = $1',
  'DELETE FROM favourite_rooms WHERE person_id = $1',
  `UPDATE connection_trials SET organizer_email = 'removed@removed.invalid'
    WHERE NOT is_open AND organizer_email = (SELECT email FROM people WHERE id = $1)`,
];

async function eraseWords(client: PoolClient, personId: string): Promise<void> {
  for (const text of wordsText) await client.query(text, [personId, nobody]);
  for (const text of forgottenText) await client.query(text, [personId]);
}

const bookingRow = z.object({
  id: z.string(),
  isUnderWay: z.boolean(),
  recurrenceId: instantColumn.nullable(),
});
