import type { Pool } from 'pg';
import { z } from 'zod';
import { bookingStatuses } from '@/lib/core/bookings/status';
import type { OutboxLine } from '@/lib/core/changes/change';
import type { Mark } from '@/lib/core/changes/position';
import { formatSnapshot, parseSnapshot, type Snapshot } from '@/lib/core/changes/snapshot';
import { epochMsColumn } from '@/lib/db/columns';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { NewsMoment, OutboxReading, OutboxStore } from '@/lib/db/ports';

/** The lines of the change stream; the outbox may hold others. */
const topics = `topic IN ('availability', 'booking')`;

export function createOutboxStore(pool: Pool): OutboxStore {
  return withDatabaseErrors<OutboxStore>({
    mark: () => readMark(pool),
    read: (from, limit) => readLines(pool, from, limit),
    newsSince: async (organisationId, moment) => {
      const query = { name: 'news-since', text: newsText, values: [organisationId, moment] };
      const found = await pool.query<NewsMoment>(query);
      const [news] = found.rows;
      if (!news) throw new Error('the database has no moment');
      return news;
    },
    prune: async (before, keep) => {
      const pruned = await pool.query<{ lines: number }>(pruning, [new Date(before), keep]);
      return pruned.rows[0]?.lines ?? 0;
    },
  });
}

/** Where the outbox ends now. */
export async function readMark(client: Pick<Pool, 'query'>): Promise<Mark> {
  const found = await client.query(
    `SELECT pg_current_snapshot()::text AS snapshot, coalesce(max(id), 0)::float8 AS last_line_id
       FROM outbox`,
  );
  const { snapshot, last_line_id } = markRow.parse(found.rows[0]);
  return { snapshot, lastLineId: last_line_id };
}

/**
 * The lines that can be read now and could not at the mark, by id: those of transactions that were
 * open or not begun, and those with ids that nobody had. No transaction, however long it stays open,
 * keeps the others' lines back, and none is passed over that commits late.
 */
export async function readLines(
  client: Pick<Pool, 'query'>,
  from: Mark,
  limit: number,
): Promise<OutboxReading> {
  const snapshot = formatSnapshot(from.snapshot);
  const found = await client.query(reading, [snapshot, from.lastLineId, limit + 1]);
  const rows = z.array(readingRow).parse(found.rows);
  const [first] = rows;
  if (!first) throw new Error('the outbox answered without a snapshot');
  const lines = rows.flatMap(({ line }) => (line === null ? [] : [line]));
  const lastLineId = Math.max(from.lastLineId, first.last_line_id);
  return {
    mark: { snapshot: first.snapshot, lastLineId },
    lines: lines.slice(0, limit),
    isWhole:
      lines.length <= limit &&
      from.snapshot.next <= first.snapshot.next &&
      (first.pruned_before === null || from.snapshot.oldestOpen >= first.pruned_before),
  };
}

const isUnseen = `transaction_id >= pg_snapshot_xmin($2::text::pg_snapshot)
  AND NOT pg_visible_in_snapshot(transaction_id, $2::text::pg_snapshot) AND organisation_id = $1`;

/** Of a moment that is null nothing is news, since nothing was read then. */
const newsText = `
  SELECT pg_current_snapshot()::text AS moment,
         EXISTS (SELECT FROM outbox WHERE ${isUnseen} AND ${topics})
      OR EXISTS (SELECT FROM local_changes WHERE ${isUnseen}) AS "isNews"`;

const columns = 'id, transaction_id, organisation_id, topic, payload';
const reading = `
  WITH news AS (
    SELECT ${columns} FROM outbox
     WHERE transaction_id >= pg_snapshot_xmin($1::pg_snapshot)
       AND NOT pg_visible_in_snapshot(transaction_id, $1::pg_snapshot) AND ${topics}
     UNION ALL
    SELECT ${columns} FROM outbox
     WHERE id > $2 AND pg_visible_in_snapshot(transaction_id, $1::pg_snapshot) AND ${topics}
     ORDER BY id LIMIT $3
  )
  SELECT pg_current_snapshot()::text AS snapshot,
         (SELECT coalesce(max(id), 0)::float8 FROM outbox) AS last_line_id,
         (SELECT payload ->> 'before' FROM outbox
           WHERE topic = 'pruned' AND delivered_at IS NULL AND NOT ${topics}
           ORDER BY id DESC LIMIT 1) AS pruned_before,
         n.id::float8, n.transaction_id::text, n.organisation_id, n.topic, n.payload
    FROM (VALUES (1)) AS always LEFT JOIN news n ON true
   ORDER BY n.id`;

/**
 * Takes away a beginning of the outbox: what is old, and what is too much, but nothing from the
 * oldest open transaction on, so that no line can appear later among those that are gone. Leaves
 * word of how far it went, for readers who come back from before it.
 */
const pruning = `
  WITH bound AS (
    SELECT least(last, pg_snapshot_xmin(pg_current_snapshot())) AS before
      FROM (SELECT greatest(
              (SELECT transaction_id FROM outbox WHERE ${topics} AND created_at < $1
                ORDER BY transaction_id DESC LIMIT 1),
              (SELECT transaction_id FROM outbox WHERE ${topics}
                ORDER BY transaction_id DESC OFFSET $2 LIMIT 1)) AS last) AS wanted
     WHERE last IS NOT NULL
  ), gone AS (
    DELETE FROM outbox USING bound WHERE ${topics} AND transaction_id < before
    RETURNING organisation_id, before
  ), told AS (
    INSERT INTO outbox (organisation_id, topic, payload)
    SELECT min(organisation_id), 'pruned', jsonb_build_object('before', before::text)
      FROM gone GROUP BY before
  ), former AS (
    DELETE FROM outbox
     WHERE topic = 'pruned' AND delivered_at IS NULL AND NOT ${topics} AND EXISTS (SELECT FROM gone)
  )
  SELECT count(*)::integer AS lines FROM gone`;

const snapshotColumn = z.string().transform((text, context): Snapshot => {
  const snapshot = parseSnapshot(text);
  if (snapshot !== null) return snapshot;
  context.addIssue({ code: 'custom', message: 'is not a snapshot' });
  return z.NEVER;
});

const markRow = z.object({ snapshot: snapshotColumn, last_line_id: z.number() });

const lineRow = z.discriminatedUnion('topic', [
  z.object({
    topic: z.literal('availability'),
    payload: z.object({ roomId: z.string(), start: epochMsColumn, end: epochMsColumn }),
  }),
  z.object({
    topic: z.literal('booking'),
    payload: z.object({
      id: z.string(),
      status: z.enum(bookingStatuses),
      organizerId: z.string(),
      bookedById: z.string(),
    }),
  }),
]);

const placeRow = z.object({
  id: z.number(),
  transaction_id: z.string().transform(BigInt),
  organisation_id: z.string(),
});

const readingRow = markRow
  .extend({ pruned_before: z.string().transform(BigInt).nullable() })
  .loose()
  .transform((row) => ({ ...row, line: row.id === null ? null : toLine(row) }));

function toLine(row: unknown): OutboxLine {
  const { id, transaction_id, organisation_id } = placeRow.parse(row);
  const content = lineRow.parse(row);
  const place = { lineId: id, transactionId: transaction_id, organisationId: organisation_id };
  if (content.topic === 'availability') {
    return { ...place, change: { topic: 'availability', ...content.payload } };
  }
  const { id: bookingId, ...rest } = content.payload;
  return { ...place, change: { topic: 'booking', bookingId, ...rest } };
}
