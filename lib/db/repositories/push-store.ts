import type { Pool } from 'pg';
import { z } from 'zod';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { PushStore, PushTerm } from '@/lib/db/push-ports';

/** Subscriptions to notices, by the database's own clock. */
export function createPushStore(pool: Pool): PushStore {
  return withDatabaseErrors<PushStore>({
    takeDue: async (connectionIds, { leaseMs, limit }) => {
      await pool.query(enrolText, [connectionIds]);
      const taken = await pool.query(takeText, [connectionIds, leaseMs, limit]);
      return z.array(leaseRow).parse(taken.rows);
    },
    agree: async (id, secretHash) => {
      await pool.query(
        `UPDATE push_subscriptions SET secret_hash = $2, native_id = NULL, expires_at = NULL
          WHERE id = $1`,
        [id, Buffer.from(secretHash)],
      );
    },
    keep: async (id, secretHash, term) => {
      await pool.query(`${keepText} AND secret_hash = $5`, [
        ...toValues(id, term),
        Buffer.from(secretHash),
      ]);
    },
    prolong: async (id, term) => {
      await pool.query(`${keepText} AND native_id = $2`, toValues(id, term));
    },
    fail: async (id, error) => {
      await pool.query(failText, [id, error]);
    },
    hurry: async (id) => {
      await pool.query('UPDATE push_subscriptions SET due_at = now() WHERE id = $1', [id]);
    },
    find: async (id) => {
      const found = await pool.query(
        `SELECT room_id AS "roomId", secret_hash AS "secretHash"
           FROM push_subscriptions WHERE id = $1`,
        [id],
      );
      return z.array(hookRow).parse(found.rows)[0] ?? null;
    },
  });
}

const enrolText = `
  INSERT INTO push_subscriptions (room_id, id)
  SELECT m.room_id, gen_random_uuid()::text FROM room_mirrors m
   WHERE m.connection_id = ANY ($1)
     AND NOT EXISTS (SELECT FROM push_subscriptions known WHERE known.room_id = m.room_id)
  ON CONFLICT DO NOTHING`;

const takeText = `
  WITH due AS (
    SELECT p.room_id FROM push_subscriptions p JOIN room_mirrors m ON m.room_id = p.room_id
     WHERE m.connection_id = ANY ($1) AND p.due_at <= now()
     ORDER BY p.due_at LIMIT $3 FOR UPDATE OF p SKIP LOCKED
  )
  UPDATE push_subscriptions p SET due_at = now() + $2::float8 * interval '1 millisecond'
    FROM due JOIN room_mirrors m ON m.room_id = due.room_id
   WHERE p.room_id = due.room_id
  RETURNING p.id, m.organisation_id AS "organisationId", p.room_id AS "roomId",
            p.native_id AS "nativeId"`;

const keepText = `
  UPDATE push_subscriptions
     SET native_id = $2, expires_at = $3, due_at = $4, error_code = NULL, failures = 0
   WHERE id = $1`;

function toValues(id: string, { nativeId, expiresAt, renewAt }: PushTerm): unknown[] {
  return [id, nativeId, new Date(expiresAt), new Date(renewAt)];
}

/** Twice as long after each failure, from half a minute to an hour. */
const failText = `
  UPDATE push_subscriptions
     SET error_code = $2, failures = failures + 1,
         due_at = now() + interval '1 second' * least(3600, 30 * 2 ^ least(failures, 7))
   WHERE id = $1`;

const leaseRow = z.object({
  id: z.string(),
  organisationId: z.string(),
  roomId: z.string(),
  nativeId: z.string().nullable(),
});

const hookRow = z.object({ roomId: z.string(), secretHash: z.instanceof(Buffer).nullable() });
