import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { ToldMeeting } from '@/lib/core/invitations/told-meeting';
import { epochMsColumn } from '@/lib/db/columns';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { InvitationKey, MailStore, NewMessage } from '@/lib/db/mail-ports';
import { inTransaction } from '@/lib/db/transaction';

/** Mails to people in PostgreSQL: what is due, what is on its way, and what was told. */
export function createMailStore(pool: Pool): MailStore {
  return withDatabaseErrors<MailStore>({
    takeMailings: async ({ leaseMs, limit }) => {
      const taken = await pool.query(takeMailingsText, [leaseMs, limit]);
      return z.array(mailingRow).parse(taken.rows);
    },
    states: async (bookingId) => {
      const found = await pool.query(statesText, [bookingId]);
      return z
        .array(stateRow)
        .parse(found.rows)
        .map(({ isPending, says, ...state }) => ({
          ...state,
          pending: isPending ? { says } : null,
        }));
    },
    keep: (lease, messages) =>
      inTransaction(pool, async (client) => {
        for (const message of messages) await keepMessage(client, message);
        await client.query('DELETE FROM booking_mailings WHERE booking_id = $1 AND notes = $2', [
          lease.bookingId,
          lease.notes,
        ]);
      }),
    takeMessages: async ({ leaseMs, limit }) => {
      const taken = await pool.query(takeMessagesText, [leaseMs, limit]);
      return z.array(messageRow).parse(taken.rows);
    },
    end: async (message, end) => {
      const code = end.outcome === 'refused' ? end.code : null;
      await pool.query(endText, [...toKey(message), message.id, end.outcome === 'sent', code]);
    },
    postpone: async (message) => {
      await pool.query(postponeText, [...toKey(message), message.id]);
    },
    forgetUnsent: async (overdueMs) => {
      await pool.query(`DELETE FROM booking_mailings WHERE ${isOverdue}`, [overdueMs]);
      await pool.query(`UPDATE invitations SET ${nothingOnItsWay} WHERE ${isOverdue}`, [overdueMs]);
    },
  });
}

const nothingOnItsWay =
  'message_id = NULL, message = NULL, says = NULL, worthless_at = NULL, due_at = NULL, attempts = 0';

const isOverdue = `due_at < now() - $1::float8 * interval '1 millisecond'`;

const takeMailingsText = `
  WITH due AS (
    SELECT booking_id FROM booking_mailings WHERE due_at <= now()
     ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
  )
  UPDATE booking_mailings m SET due_at = now() + $1::float8 * interval '1 millisecond'
    FROM due WHERE m.booking_id = due.booking_id
  RETURNING m.booking_id AS "bookingId", m.organisation_id AS "organisationId",
            m.notes::text AS notes`;

const statesText = `
  SELECT booking_id AS "bookingId", email, uid, sequence, told, refused, says,
         message_id IS NOT NULL AS "isPending"
    FROM invitations WHERE booking_id = $1`;

const insertText = `
  INSERT INTO invitations AS known (booking_id, email, uid, organisation_id, sequence, message_id,
         message, says, worthless_at, due_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, at_once())
  ON CONFLICT (booking_id, email, uid) DO UPDATE
     SET sequence = excluded.sequence, message_id = excluded.message_id,
         message = excluded.message, says = excluded.says, worthless_at = excluded.worthless_at,
         due_at = excluded.due_at, attempts = 0
   WHERE known.message_id IS NULL AND known.sequence < excluded.sequence`;

const refuseText = `
  INSERT INTO invitations AS known (booking_id, email, uid, organisation_id, sequence, refused)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (booking_id, email, uid) DO UPDATE
     SET refused = excluded.refused, refused_code = NULL, sequence = excluded.sequence
   WHERE known.message_id IS NULL AND known.sequence < excluded.sequence`;

async function keepMessage(client: PoolClient, mail: NewMessage): Promise<void> {
  const { organisationId, sequence, id, message, says, worthlessAt } = mail;
  const row = [...toKey(mail), organisationId, sequence];
  if (message === null) {
    await client.query(refuseText, [...row, JSON.stringify({ says })]);
    return;
  }
  const told = says === null ? null : JSON.stringify(says);
  const values = [...row, id, Buffer.from(message), told, new Date(worthlessAt)];
  await client.query(insertText, values);
}

const takeMessagesText = `
  WITH due AS (
    SELECT booking_id, email, uid FROM invitations WHERE due_at <= now()
     ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
  )
  UPDATE invitations i SET due_at = now() + $1::float8 * interval '1 millisecond'
    FROM due WHERE (i.booking_id, i.email, i.uid) = (due.booking_id, due.email, due.uid)
  RETURNING i.booking_id AS "bookingId", i.email, i.uid, i.message_id AS id, i.message,
            i.worthless_at <= now() AS "isWorthless"`;

/** What was told is what the message says, or stays what it was; then the booking is looked at. */
const endText = `
  WITH ended AS (
    UPDATE invitations
       SET told = CASE WHEN $5 THEN says ELSE told END,
           refused = CASE WHEN $5 THEN NULL ELSE jsonb_build_object('says', says) END,
           refused_code = $6, ${nothingOnItsWay}
     WHERE booking_id = $1 AND email = $2 AND uid = $3 AND message_id = $4
    RETURNING booking_id, organisation_id
  )
  SELECT note_mailing(booking_id, organisation_id) FROM ended`;

/** Twice as long after each failure, from half a minute to an hour. */
const postponeText = `
  UPDATE invitations
     SET attempts = attempts + 1,
         due_at = now() + interval '1 second' * least(3600, 30 * 2 ^ least(attempts, 7))
   WHERE booking_id = $1 AND email = $2 AND uid = $3 AND message_id = $4`;

function toKey({ bookingId, email, uid }: InvitationKey): readonly string[] {
  return [bookingId, email, uid];
}

const telling = {
  start: epochMsColumn,
  end: epochMsColumn,
  title: z.string(),
  description: z.string().nullable(),
  places: z.array(z.object({ name: z.string(), email: z.string().nullable() })),
};

const toldMeeting: z.ZodType<ToldMeeting> = z.object({
  rrule: z.string().nullable(),
  whole: z.object(telling).nullable(),
  exceptions: z.array(epochMsColumn),
  dates: z.array(z.object({ ...telling, recurrenceId: epochMsColumn })),
  isOptional: z.boolean(),
  isPrivate: z.boolean(),
  span: z.object({ start: epochMsColumn, end: epochMsColumn }),
});

const mailingRow = z.object({
  bookingId: z.string(),
  organisationId: z.string(),
  notes: z.string(),
});

const stateRow = z.object({
  bookingId: z.string(),
  email: z.string(),
  uid: z.string(),
  sequence: z.number(),
  told: toldMeeting.nullable(),
  refused: z.object({ says: toldMeeting.nullable() }).nullable(),
  says: toldMeeting.nullable(),
  isPending: z.boolean(),
});

const messageRow = z.object({
  bookingId: z.string(),
  email: z.string(),
  uid: z.string(),
  id: z.string(),
  message: z.instanceof(Buffer),
  isWorthless: z.boolean(),
});
