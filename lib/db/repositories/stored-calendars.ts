import type { Pool, QueryResultRow } from 'pg';
import { z } from 'zod';
import { type BackendErrorCode, backendErrorCodes } from '@/lib/calendar/errors';
import { type Instant, instant } from '@/lib/core/time/instant';
import type {
  LocalReading,
  LongStanding,
  MirrorReading,
  MirrorState,
  Standing,
  StoredBusy,
  StoredCalendars,
} from '@/lib/db/calendar-ports';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import { isOutdated } from '@/lib/db/repositories/is-outdated';
import { longStandingText } from '@/lib/db/repositories/long-standing-text';
import { standingText } from '@/lib/db/repositories/standing-text';
import { isBusyLocally } from '@/lib/db/repositories/taken-conditions';
import { beganEarlier, beginsNear, epochMs, oldest } from '@/lib/db/repositories/window-conditions';

export interface StoredCalendarsDeps {
  readonly pool: Pool;
  /** What was not read for longer is not known any more. */
  readonly mirrorMaxAgeMs: number;
}

/** Less than the database itself waits before it writes a look down anew. */
const toldAgainAfterMs = 10_000;

/** Reads of a thousand rooms and more: statements are prepared once, rows come as bare lists. */
export function createStoredCalendars({
  pool,
  mirrorMaxAgeMs,
}: StoredCalendarsDeps): StoredCalendars {
  const read = async (name: string, text: string, values: readonly unknown[]) => {
    const query = { name, text, values: [...values], rowMode: 'array' as const };
    return (await pool.query<QueryResultRow & unknown[]>(query)).rows;
  };
  // Only saves a statement that would change nothing.
  const toldAtMs = new Map<string, number>();
  const isUntold = (roomId: string) =>
    performance.now() - (toldAtMs.get(roomId) ?? Number.NEGATIVE_INFINITY) > toldAgainAfterMs;
  return withDatabaseErrors<StoredCalendars>({
    mirrored: async (roomIds, { start, end }) => {
      const values = [roomIds, new Date(start), new Date(end), mirrorMaxAgeMs];
      return toReading(roomIds.length, await read('mirrored', mirroredText, values));
    },
    local: async (roomIds, { start, end }) => {
      const values = [roomIds, new Date(start), new Date(end)];
      return toLocalReading(roomIds.length, await read('local-busy', localText, values));
    },
    standing: async (organisationId, dates) => {
      const starts = dates.map(({ start }) => new Date(start));
      const ends = dates.map(({ end }) => new Date(end));
      const values = [organisationId, starts, ends, mirrorMaxAgeMs];
      return toStanding(await read('standing', standingText, values));
    },
    longStanding: async (organisationId, { start, end }, restFrom) => {
      const window = [new Date(start), new Date(end)];
      const values = [organisationId, ...window, mirrorMaxAgeMs, new Date(restFrom)];
      return toLongStanding(await read('long-standing', longStandingText, values));
    },
    look: async (roomIds) => {
      const untold = roomIds.filter(isUntold);
      if (untold.length === 0) return;
      await pool.query({ name: 'look', text: lookText, values: [untold] });
      for (const roomId of untold) toldAtMs.set(roomId, performance.now());
    },
  });
}

/** Rows of states are told by their kind. One snapshot: no state without its times. */
const mirroredText = `
  WITH asked AS MATERIALIZED (
    SELECT a.place, m.room_id, m.as_of, m.covers_from, m.covers_until, m.error_code
      FROM unnest($1::text[]) WITH ORDINALITY AS a (room_id, place)
      JOIN room_mirrors m ON m.room_id = a.room_id
  )
  SELECT m.place::float8, ${epochMs('m.as_of')}, ${epochMs('m.covers_from')},
         'state' AS kind, m.error_code, ${epochMs('m.covers_until')},
         m.as_of < ${oldest('$4')}
    FROM asked AS m
   WHERE m.as_of IS NOT NULL
   UNION ALL
  SELECT m.place::float8, ${epochMs('i.starts_at')}, ${epochMs('i.ends_at')}, i.kind, i.uid,
         NULL, NULL
    FROM asked AS m
   CROSS JOIN LATERAL (
     SELECT * FROM busy_intervals i
      WHERE i.room_id = m.room_id AND ${beginsNear('i.starts_at', 'i.ends_at')}
      UNION ALL
     SELECT * FROM busy_intervals i
      WHERE i.room_id = m.room_id AND ${beganEarlier('i.starts_at', 'i.ends_at')}
   ) AS i
   WHERE NOT ${isOutdated('i', 'm.as_of')}`;

const localText = `
  SELECT asked.place::float8, NULL::float8, NULL::float8, 'state' AS kind, NULL AS uid
    FROM unnest($1::text[]) WITH ORDINALITY AS asked (room_id, place)
    JOIN rooms r ON r.id = asked.room_id
    JOIN connections c ON c.id = r.connection_id AND c.kind = 'local'
   UNION ALL
  SELECT asked.place::float8, ${epochMs('o.starts_at')}, ${epochMs('o.ends_at')},
         CASE WHEN o.answer = 'accepted' THEN o.kind ELSE 'tentative' END, e.uid
    FROM unnest($1::text[]) WITH ORDINALITY AS asked (room_id, place)
    JOIN rooms r ON r.id = asked.room_id
   CROSS JOIN LATERAL (
     SELECT * FROM local_occurrences o
      WHERE o.connection_id = r.connection_id AND o.room_id = r.id AND ${isBusyLocally}
        AND ${beginsNear('o.starts_at', 'o.ends_at')}
      UNION ALL
     SELECT * FROM local_occurrences o
      WHERE o.connection_id = r.connection_id AND o.room_id = r.id AND ${isBusyLocally}
        AND ${beganEarlier('o.starts_at', 'o.ends_at')}
   ) AS o
    JOIN local_events e ON e.id = o.event_id`;

/** Written down anew only after a while: looking is a read, and reads should not write. */
const lookText = `
  UPDATE room_mirrors SET looked_at = now(), due_at = least(due_at, now())
   WHERE room_id = ANY ($1)
     AND (looked_at IS NULL OR looked_at < now() - interval '20 seconds')`;

const errorCode = z.enum(backendErrorCodes).nullable();

function toReading(rooms: number, rows: Rows): MirrorReading {
  const states = Array.from({ length: rooms }, (): MirrorState | null => null);
  const busy: StoredBusy[] = [];
  for (const row of rows) {
    if (row[3] === 'state') states[Number(row[0]) - 1] = toState(row);
    else busy.push(toBusy(row));
  }
  return { states, busy };
}

function toLocalReading(rooms: number, rows: Rows): LocalReading {
  const known = Array.from({ length: rooms }, () => false);
  const busy: StoredBusy[] = [];
  for (const row of rows) {
    if (row[3] === 'state') known[Number(row[0]) - 1] = true;
    else busy.push(toBusy(row));
  }
  return { known, busy };
}

type Rows = readonly (readonly unknown[])[];
type Unsaid = { readonly error: BackendErrorCode | null } | null;

function toStanding(rows: Rows): Standing {
  const taken = new Map<string, number>();
  const unsaid = new Map<string, Unsaid>();
  for (const [roomId, dates, error, isTooOld] of rows) {
    if (Number(dates) >= 0) taken.set(String(roomId), Number(dates));
    else unsaid.set(String(roomId), toUnsaid(error, isTooOld));
  }
  return { taken, unsaid };
}

const listed = z.array(z.string()).nullable();
const unsaidListed = z.array(z.tuple([z.string(), errorCode, z.boolean().nullable()])).nullable();

function toLongStanding([row]: Rows): LongStanding {
  const [free, freeLater, listedUnsaid] = row ?? [];
  const unsaid = unsaidListed.parse(listedUnsaid) ?? [];
  return {
    free: new Set(listed.parse(free)),
    freeLater: new Set(listed.parse(freeLater)),
    unsaid: new Map(unsaid.map(([id, error, isTooOld]) => [id, toUnsaid(error, isTooOld)])),
  };
}

function toUnsaid(error: unknown, isTooOld: unknown): Unsaid {
  return isTooOld === true ? { error: errorCode.parse(error) } : null;
}

function toState([, asOf, from, , error, until, isTooOld]: readonly unknown[]): MirrorState {
  return {
    asOf: toInstant(asOf),
    covers: { start: toInstant(from), end: toInstant(until) },
    isTooOld: isTooOld !== false,
    error: errorCode.parse(error),
  };
}

/** The place counts from 1 in the database. */
function toBusy([place, start, end, kind, uid]: readonly unknown[]): StoredBusy {
  return {
    place: Number(place) - 1,
    start: toInstant(start),
    end: toInstant(end),
    kind: kind === 'busy' ? 'busy' : 'tentative',
    uid: String(uid),
  };
}

function toInstant(epochMs: unknown): Instant {
  return instant(Math.round(Number(epochMs)));
}
