import type { Pool } from 'pg';
import { z } from 'zod';
import { minuteMs } from '@/lib/core/time/instant';
import { instantColumn } from '@/lib/db/columns';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { FeedOwner, FeedStore } from '@/lib/db/feed-ports';
import type { Person as PersonRow } from '@/lib/db/generated/client';
import { prepared } from '@/lib/db/prepared';
import { personColumns, toPerson } from '@/lib/db/repositories/people-store';

export interface FeedStoreDeps {
  readonly pool: Pool;
  readonly newId: () => string;
}

/** Programs ask every few minutes, some of them all at once: not every time is written down. */
const notedEveryMs = minuteMs;

export function createFeedStore({ pool, newId }: FeedStoreDeps): FeedStore {
  return withDatabaseErrors<FeedStore>({
    find: async (owner) => {
      const found = await pool.query(
        `SELECT ${feedColumns} FROM room_feeds
          WHERE organisation_id = $1 AND person_id = $2 AND room_id = $3`,
        keysOf(owner),
      );
      return z.array(feedRow).parse(found.rows)[0] ?? null;
    },
    replace: async (owner, hash, now) => {
      const made = await pool.query(
        `INSERT INTO room_feeds (organisation_id, person_id, room_id, id, hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (person_id, room_id) DO UPDATE
            SET id = excluded.id, hash = excluded.hash, created_at = excluded.created_at,
                last_read_at = NULL
         RETURNING ${feedColumns}`,
        [...keysOf(owner), newId(), hash, new Date(now)],
      );
      return feedRow.parse(made.rows[0]);
    },
    remove: async (owner) => {
      const gone = await pool.query<{ readonly id: string }>(
        `DELETE FROM room_feeds
          WHERE organisation_id = $1 AND person_id = $2 AND room_id = $3 RETURNING id`,
        keysOf(owner),
      );
      return gone.rows[0]?.id ?? null;
    },
    open: async (roomId, hash, now) => {
      const found = await pool.query<PersonRow & { readonly isNoted: boolean }>(
        prepared(ownerText, [hash, roomId, new Date(now - notedEveryMs)]),
      );
      const [row] = found.rows;
      if (!row) return null;
      if (!row.isNoted) {
        await pool.query('UPDATE room_feeds SET last_read_at = $2 WHERE hash = $1', [
          hash,
          new Date(now),
        ]);
      }
      return toPerson(row);
    },
  });
}

const feedColumns = 'id, created_at AS "createdAt", last_read_at AS "lastReadAt"';

const ownerText = `
  SELECT ${personColumns}, coalesce(f.last_read_at > $3, false) AS "isNoted"
    FROM room_feeds f JOIN people p ON p.id = f.person_id
   WHERE f.hash = $1 AND f.room_id = $2`;

function keysOf({ organisationId, personId, roomId }: FeedOwner): [string, string, string] {
  return [organisationId, personId, roomId];
}

const feedRow = z.object({
  id: z.string(),
  createdAt: instantColumn,
  lastReadAt: instantColumn.nullable(),
});
