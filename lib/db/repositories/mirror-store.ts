import type { Pool } from 'pg';
import { z } from 'zod';
import { bookingUidsIn } from '@/lib/core/bookings/booking-uids-in';
import { backendKinds } from '@/lib/core/places/room';
import type { Interval } from '@/lib/core/time/interval';
import type { MirrorContent, MirrorLease, MirrorStore } from '@/lib/db/calendar-ports';
import { epochMsColumn, instantColumn } from '@/lib/db/columns';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import { noteConflicts } from '@/lib/db/repositories/note-conflicts';
import { inTransaction } from '@/lib/db/transaction';

export interface MirrorStoreDeps {
  readonly pool: Pool;
  readonly newId: () => string;
  /** Says that there is news in the outbox. */
  readonly announce: () => void;
  readonly pace: MirrorPace;
}

/** How long after a reading of a room began the next one does. */
export interface MirrorPace {
  readonly watchedEveryMs: number;
  readonly quietEveryMs: number;
}

/**
 * The mirror in PostgreSQL. A lease is the row's due time, moved ahead: a replica that dies gives
 * the room back by doing nothing.
 */
export function createMirrorStore(deps: MirrorStoreDeps): MirrorStore {
  const { pool, announce } = deps;
  return withDatabaseErrors<MirrorStore>({
    connections: async () => {
      const found = await pool.query(
        `SELECT c.id, c.kind, c.revision FROM connections c
          WHERE EXISTS (SELECT FROM room_mirrors m WHERE m.connection_id = c.id)`,
      );
      return z.array(connectionRow).parse(found.rows);
    },
    take: async (slots, leaseMs) => {
      const values = [
        slots.map(({ connectionId }) => connectionId),
        slots.map((each) => each.slots),
        deps.newId(),
        leaseMs,
      ];
      return inTransaction(pool, async (client) => {
        // One after the other: each must see what the one before has taken, to keep to the slots.
        await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('mirror', 0))`);
        return (await client.query(takeText, values)).rows.map(toLease);
      });
    },
    confirm: async (lease, cursor) => {
      if ((await finish(deps, lease, cursor, null)).lines > 0) announce();
    },
    replace: async (lease, cursor, content) => {
      const { lines, changed } = await finish(deps, lease, cursor, content);
      if (lines > 0) announce();
      return changed;
    },
    judgeFeed: async (roomId, isTold) => {
      const judged = await pool.query(judgeFeedText, [roomId, isTold]);
      return z.array(z.object({ misses: z.number() })).parse(judged.rows)[0]?.misses ?? 0;
    },
    doubtedFeeds: async (connectionId) => {
      const found = await pool.query(
        `SELECT room_id AS id FROM room_mirrors
          WHERE connection_id = $1 AND feed_misses >= ${doubtedAfter} ORDER BY room_id`,
        [connectionId],
      );
      return z
        .array(z.object({ id: z.string() }))
        .parse(found.rows)
        .map(({ id }) => id);
    },
    trustFeeds: async (connectionId) => {
      await pool.query('UPDATE room_mirrors SET feed_misses = 0 WHERE connection_id = $1', [
        connectionId,
      ]);
    },
    fail: async (lease, error) => {
      await pool.query(failText, [lease.roomId, lease.leaseId, error]);
    },
    wake: async (roomIds) => {
      await pool.query(wakeText, [roomIds]);
    },
  });
}

/**
 * A new version of Foyer may read the same calendar otherwise: one reading that differs is none of the
 * feed's, and only makes the room be read whole again soon.
 */
const doubtedAfter = 2;

const judgeFeedText = `
  UPDATE room_mirrors
     SET feed_misses = CASE WHEN $2 THEN 0 ELSE feed_misses + 1 END
   WHERE room_id = $1
  RETURNING feed_misses AS misses`;

/** A room that is being read is due when that has ended: what was read may be older than the news. */
const wakeText = `
  UPDATE room_mirrors
     SET woken_at = clock_timestamp(),
         due_at = CASE WHEN leased_until > now() THEN due_at ELSE now() END
   WHERE room_id = ANY ($1)`;

/**
 * Leased rooms are due again when the lease ends, and count against the slots until then. News from
 * before counts as older than the reading, also within its millisecond: both moments are rounded.
 */
const takeText = `
  WITH due AS (
    SELECT picked.room_id
      FROM unnest($1::text[], $2::integer[]) AS asked (connection_id, slots)
     CROSS JOIN LATERAL (
       SELECT m.room_id FROM room_mirrors m
        WHERE m.connection_id = asked.connection_id AND m.due_at <= now()
        ORDER BY m.due_at
        LIMIT greatest(0, asked.slots - (
          SELECT count(*) FROM room_mirrors l
           WHERE l.connection_id = asked.connection_id AND l.lease_id IS NOT NULL
             AND l.leased_until > now()))
          FOR UPDATE SKIP LOCKED
     ) AS picked
  )
  UPDATE room_mirrors m
     SET lease_id = $3, leased_until = now() + $4::float8 * interval '1 millisecond',
         due_at = now() + $4::float8 * interval '1 millisecond',
         woken_at = CASE WHEN m.woken_at < date_trunc('milliseconds', now()) THEN m.woken_at
           WHEN m.woken_at IS NOT NULL
           THEN date_trunc('milliseconds', now()) - interval '1 millisecond' END
    FROM due WHERE m.room_id = due.room_id
  RETURNING m.lease_id, m.organisation_id, m.room_id, m.feed_misses, now() AS begun, m.whole_at,
            CASE WHEN m.feed_misses < ${doubtedAfter} THEN m.cursor END AS cursor,
            m.covers_from, m.covers_until`;

interface Finished {
  /** How many lines there are to tell. */
  readonly lines: number;
  readonly changed: readonly Interval[] | null;
}

async function finish(
  { pool, pace }: MirrorStoreDeps,
  lease: MirrorLease,
  cursor: string | null,
  content: MirrorContent | null,
): Promise<Finished> {
  return inTransaction(pool, async (client) => {
    const covers = content?.covers;
    const kept = await client.query(finishText, [
      lease.roomId,
      lease.leaseId,
      cursor,
      new Date(lease.begun),
      pace.watchedEveryMs,
      pace.quietEveryMs,
      covers ? new Date(covers.start) : null,
      covers ? new Date(covers.end) : null,
    ]);
    if (kept.rowCount === 0) return { lines: 0, changed: null };
    const replaced = content ? await client.query(replaceText, toValues(lease, content)) : null;
    const [told] = z.array(replacedRow).parse(replaced?.rows ?? []);
    const conflicts = await noteConflicts(client, lease);
    return { lines: (told?.lines ?? 0) + conflicts, changed: told?.changed ?? [] };
  });
}

/** Due by when the reading began: what was written just after that waits for no more than the pace. */
const finishText = `
  UPDATE room_mirrors
     SET cursor = $3, as_of = $4, error_code = NULL, failures = 0, lease_id = NULL,
         leased_until = NULL,
         due_at = CASE WHEN woken_at >= $4 THEN now()
           ELSE greatest(now() + interval '1 second', $4 + interval '1 millisecond' *
             CASE WHEN looked_at > now() - interval '1 minute' THEN $5::float8 ELSE $6::float8 END)
           END,
         whole_at = CASE WHEN $7::timestamptz IS NULL THEN whole_at ELSE $4 END,
         covers_from = coalesce($7, covers_from), covers_until = coalesce($8, covers_until)
   WHERE room_id = $1 AND lease_id = $2`;

/** Twice as long after each failure, from one second to a minute. */
const failText = `
  UPDATE room_mirrors
     SET error_code = $3, failures = failures + 1, lease_id = NULL, leased_until = NULL,
         due_at = now() + interval '1 second' * least(60, 2 ^ least(failures, 6))
   WHERE room_id = $1 AND lease_id = $2`;

/** Where more than this has changed at once, one line tells of all of it. */
const mostLines = 20;

/** Writes only what is different, and tells the change stream in which stretches. */
const replaceText = `
  WITH wanted AS (
    SELECT read.*, b.id AS booking_id
      FROM unnest($3::timestamptz(3)[], $4::timestamptz(3)[], $5::text[], $6::text[])
        AS read (starts_at, ends_at, uid, kind)
      LEFT JOIN LATERAL (
        SELECT min(known.id) AS id
          FROM unnest($7::text[], $8::text[]) AS own (uid, booking_uid)
          JOIN bookings known ON known.uid = own.booking_uid
         WHERE own.uid = read.uid
      ) AS b ON true
  ), gone AS (
    DELETE FROM busy_intervals i
     WHERE i.room_id = $2 AND NOT EXISTS (
       SELECT FROM wanted w
        WHERE (w.starts_at, w.ends_at, w.uid) = (i.starts_at, i.ends_at, i.uid))
    RETURNING i.starts_at, i.ends_at
  ), come AS (
    INSERT INTO busy_intervals AS i
           (organisation_id, room_id, starts_at, ends_at, uid, kind, booking_id)
    SELECT $1, $2, starts_at, ends_at, uid, kind, booking_id FROM wanted
    ON CONFLICT (room_id, starts_at, ends_at, uid)
       DO UPDATE SET kind = excluded.kind, booking_id = excluded.booking_id
       WHERE (i.kind, i.booking_id) IS DISTINCT FROM (excluded.kind, excluded.booking_id)
    RETURNING i.starts_at, i.ends_at, i.xmax = 0 AS is_new
  ), changed AS (
    SELECT range_agg(tstzrange(starts_at, ends_at, '[)')) AS ranges
      FROM (SELECT * FROM gone UNION ALL SELECT starts_at, ends_at FROM come) AS all_changed
  ), stretches AS (
    SELECT stretch FROM changed, unnest(ranges) AS stretch
     WHERE (SELECT count(*) FROM unnest(ranges)) <= ${mostLines}
     UNION ALL
    SELECT range_merge(ranges) FROM changed
     WHERE (SELECT count(*) FROM unnest(ranges)) > ${mostLines}
  ), told AS (
    INSERT INTO outbox (organisation_id, topic, payload)
    SELECT $1, 'availability', jsonb_build_object(
             'roomId', $2::text, 'start', epoch_ms(lower(stretch)), 'end', epoch_ms(upper(stretch)))
      FROM stretches
    RETURNING id
  )
  SELECT (SELECT count(*)::int FROM told) AS lines,
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'start', epoch_ms(starts_at), 'end', epoch_ms(ends_at))), '[]')
            FROM (SELECT * FROM gone
                   UNION ALL SELECT starts_at, ends_at FROM come WHERE is_new) AS moved) AS changed`;

function toValues({ organisationId, roomId }: MirrorLease, { busy }: MirrorContent): unknown[] {
  const own = busy.flatMap(({ uid }) => bookingUidsIn(uid).map((booking) => ({ uid, booking })));
  return [
    organisationId,
    roomId,
    busy.map(({ start }) => new Date(start)),
    busy.map(({ end }) => new Date(end)),
    busy.map(({ uid }) => uid),
    busy.map(({ kind }) => kind),
    own.map(({ uid }) => uid),
    own.map(({ booking }) => booking),
  ];
}

const connectionRow = z.object({
  id: z.string(),
  kind: z.enum(backendKinds),
  revision: z.number(),
});

const replacedRow = z.object({
  lines: z.number(),
  changed: z.array(z.object({ start: epochMsColumn, end: epochMsColumn })),
});

const leaseRow = z.object({
  lease_id: z.string(),
  organisation_id: z.string(),
  room_id: z.string(),
  cursor: z.string().nullable(),
  feed_misses: z.number(),
  begun: instantColumn,
  whole_at: instantColumn.nullable(),
  covers_from: instantColumn.nullable(),
  covers_until: instantColumn.nullable(),
});

function toLease(row: unknown): MirrorLease {
  const fields = leaseRow.parse(row);
  const { whole_at: at, covers_from: start, covers_until: end } = fields;
  return {
    leaseId: fields.lease_id,
    organisationId: fields.organisation_id,
    roomId: fields.room_id,
    cursor: fields.cursor,
    feedMisses: fields.feed_misses,
    begun: fields.begun,
    whole: at === null || start === null || end === null ? null : { at, covers: { start, end } },
  };
}
