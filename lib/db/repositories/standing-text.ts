import { isBusyLocally, isLive, isStillBusy } from '@/lib/db/repositories/taken-conditions';
import { oldest, spansWindow, startsNear } from '@/lib/db/repositories/window-conditions';

const meets = 'o.starts_at < d.upper AND o.ends_at > d.lower';

/**
 * The short and the long ones of a table that overlap the dates, each by the index made for it: date by
 * date, since how few overlap one cannot be told from statistics. OFFSET 0 keeps the planner from
 * making one join of it, which it then does the other way round.
 */
function overlapping(table: string, start: string, end: string, more: string): string {
  return [startsNear, spansWindow]
    .map(
      (condition) => `
    SELECT found.room_id, d.date FROM dates d CROSS JOIN LATERAL (
      SELECT ${table.at(-1)}.room_id FROM ${table}
       WHERE ${condition(start, end, 'd.lower', 'd.upper')} AND ${more} OFFSET 0
    ) AS found`,
    )
    .join(' UNION ALL');
}

/** Rooms of which the mirror, at most `$4` milliseconds old, does not say all of the `dates`. */
export const unsaidText = `
  SELECT r.id, -1, m.error_code, m.as_of < ${oldest('$4')}
    FROM rooms r
    JOIN connections c ON c.id = r.connection_id AND c.kind <> 'local'
    LEFT JOIN room_mirrors m ON m.room_id = r.id AND m.as_of IS NOT NULL
     AND m.covers_from <= (SELECT min(lower) FROM dates)
     AND m.covers_until >= (SELECT max(upper) FROM dates)
   WHERE r.organisation_id = $1 AND (m.room_id IS NULL OR m.as_of < ${oldest('$4')})`;

/**
 * In an organisation `$1`, of the dates from `$2` to `$3`, on how many each room is taken that is
 * taken on any; and with -1 the rooms of which the mirror, at most `$4` milliseconds old, does not
 * say. By time first, then by room: what it costs grows with what happens in the dates.
 */
export const standingText = `
  WITH dates AS MATERIALIZED (
    SELECT * FROM unnest($2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY
        AS each (lower, upper, date)
  ), taken AS (
    ${overlapping('busy_intervals i', 'i.starts_at', 'i.ends_at', isStillBusy)}
    UNION ALL
    ${overlapping('occurrences o', 'o.held_from', 'o.held_until', `${isLive} AND ${meets}`)}
    UNION ALL
    ${overlapping('local_occurrences o', 'o.starts_at', 'o.ends_at', isBusyLocally)}
  )
  SELECT room_id, count(DISTINCT date)::float8, NULL::text, NULL::boolean FROM taken GROUP BY room_id
   UNION ALL ${unsaidText}`;
