import type { Pool } from 'pg';
import type { FavouriteStore } from '@/lib/db/account-ports';
import { withDatabaseErrors } from '@/lib/db/database-errors';

/** Every statement names the person: nobody reaches what is another's. */
export function createFavouriteStore(pool: Pool): FavouriteStore {
  const roomIds = async (text: string, values: readonly unknown[]) => {
    const found = await pool.query<{ readonly roomId: string }>(text, [...values]);
    return found.rows.map(({ roomId }) => roomId);
  };
  return withDatabaseErrors<FavouriteStore>({
    list: ({ organisationId, personId }) =>
      roomIds(
        `SELECT room_id AS "roomId" FROM favourite_rooms
          WHERE organisation_id = $1 AND person_id = $2 ORDER BY created_at, room_id`,
        [organisationId, personId],
      ),
    listRecent: ({ organisationId, personId }, since, most) =>
      roomIds(recentText, [organisationId, personId, new Date(since), most]),
    add: async ({ organisationId, personId }, roomId) => {
      await pool.query(
        `INSERT INTO favourite_rooms (organisation_id, person_id, room_id) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING`,
        [organisationId, personId, roomId],
      );
    },
    remove: async ({ organisationId, personId }, roomId) => {
      await pool.query(
        `DELETE FROM favourite_rooms
          WHERE organisation_id = $1 AND person_id = $2 AND room_id = $3`,
        [organisationId, personId, roomId],
      );
    },
  });
}

/** What was never had says nothing of what somebody likes. */
const recentText = `
  SELECT o.room_id AS "roomId"
    FROM bookings b JOIN occurrences o ON o.booking_id = b.id
   WHERE b.organisation_id = $1 AND (b.organizer_id = $2 OR b.booked_by_id = $2)
     AND b.created_at > $3 AND o.status IN ('confirmed', 'awaiting-room', 'awaiting-approval')
   GROUP BY o.room_id
   ORDER BY max(b.created_at) DESC, o.room_id
   LIMIT $4`;
