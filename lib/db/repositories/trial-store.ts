import type { Pool } from 'pg';
import { z } from 'zod';
import { backendErrorCodes } from '@/lib/calendar/errors';
import { trialOutcomes, trialSteps } from '@/lib/core/places/trial';
import { instantColumn } from '@/lib/db/columns';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { TrialStore } from '@/lib/db/trial-ports';

/** Trials of connections, one row for each. */
export function createTrialStore(pool: Pool): TrialStore {
  return withDatabaseErrors<TrialStore>({
    begin: async (event, now) => {
      const { connectionId, organisationId, roomId, uid, organizerEmail } = event;
      const begun = await pool.query(beginText, [
        connectionId,
        organisationId,
        roomId,
        uid,
        organizerEmail,
        new Date(now),
      ]);
      return begun.rowCount === 1;
    },
    report: async ({ connectionId, uid }, { endedAt, lines }) => {
      await pool.query(
        `UPDATE connection_trials SET ended_at = $3, lines = $4
          WHERE connection_id = $1 AND uid = $2`,
        [connectionId, uid, new Date(endedAt), JSON.stringify(lines)],
      );
    },
    close: async ({ connectionId, uid }) => {
      await pool.query(
        'UPDATE connection_trials SET is_open = false WHERE connection_id = $1 AND uid = $2',
        [connectionId, uid],
      );
    },
    last: async (connectionId) => {
      const found = await pool.query(
        `SELECT room_id AS "roomId", ended_at AS "endedAt", lines
           FROM connection_trials WHERE connection_id = $1 AND ended_at IS NOT NULL`,
        [connectionId],
      );
      return z.array(reportRow).parse(found.rows)[0] ?? null;
    },
    leftSince: async (before) => {
      const left = await pool.query(
        `SELECT connection_id AS "connectionId", organisation_id AS "organisationId",
                room_id AS "roomId", uid, organizer_email AS "organizerEmail",
                begun_at AS "begunAt"
           FROM connection_trials WHERE is_open AND begun_at < $1 ORDER BY begun_at`,
        [new Date(before)],
      );
      return z.array(eventRow).parse(left.rows);
    },
  });
}

const beginText = `
  INSERT INTO connection_trials AS trial
         (connection_id, organisation_id, room_id, uid, organizer_email, is_open, begun_at)
  VALUES ($1, $2, $3, $4, $5, true, $6)
  ON CONFLICT (connection_id) DO UPDATE
     SET room_id = excluded.room_id, uid = excluded.uid, organizer_email = excluded.organizer_email,
         is_open = true, begun_at = excluded.begun_at, ended_at = NULL, lines = '[]'
   WHERE NOT trial.is_open`;

const eventRow = z.object({
  connectionId: z.string(),
  organisationId: z.string(),
  roomId: z.string(),
  uid: z.string(),
  organizerEmail: z.string(),
  begunAt: instantColumn,
});

const reportRow = z.object({
  roomId: z.string(),
  endedAt: instantColumn,
  lines: z.array(
    z.object({
      step: z.enum(trialSteps),
      outcome: z.enum(trialOutcomes),
      code: z.enum(backendErrorCodes).nullable(),
    }),
  ),
});
