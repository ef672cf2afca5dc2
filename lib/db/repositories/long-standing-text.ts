import { unsaidText } from '@/lib/db/repositories/standing-text';
import { isBusyLocally, isLive, isStillBusy } from '@/lib/db/repositories/taken-conditions';
import { reachesInto, startsNear } from '@/lib/db/repositories/window-conditions';

/** A stretch of time, and the blocks of an outline that it touches, and that lie in it as a whole. */
function stretch(name: string, start: string, end: string): string {
  return `${name} AS MATERIALIZED (
    SELECT lower, upper, block AS first_touched, last - block + 1 AS touched,
           inner_block AS first_inside, greatest(0, outline_block(upper) - inner_block) AS inside
      FROM (SELECT ${start}::timestamptz AS lower, ${end}::timestamptz AS upper) AS asked
     CROSS JOIN LATERAL (
       SELECT outline_block(lower) AS block,
              outline_block(lower - interval '1 millisecond') + 1 AS inner_block,
              outline_block(upper - interval '1 millisecond') AS last) AS blocks)`;
}

/** Whether any of so many bits of the room is set; null where it has none. */
function isSet(bits: string, first: string, count: string): string {
  return `bit_count(substring(r.${bits} FROM ${first} - r.first_block + 1 FOR ${count})) > 0`;
}

/** Whether one of a table, short or long, is in the room `r`, each by the index made for it. */
function anyIn(table: string, [start, end]: Columns, name: string, more: string): string {
  const exists = [startsNear, reachesInto].map(
    (overlaps) => `EXISTS (SELECT FROM ${table} WHERE ${table.at(-1)}.room_id = r.id
      AND ${overlaps(start, end, `${name}.lower`, `${name}.upper`)} AND ${more})`,
  );
  return `(${exists.join(' OR ')})`;
}

type Columns = readonly [start: string, end: string];

/** Whether the room `r` is taken in a stretch; times of its mirror are read where bits allow any. */
function isTakenIn(name: string): string {
  const held = anyIn(
    'occurrences o',
    ['o.held_from', 'o.held_until'],
    name,
    `${isLive} AND o.starts_at < ${name}.upper AND o.ends_at > ${name}.lower`,
  );
  const isPossible = isSet('possible', `${name}.first_touched`, `${name}.touched`);
  const mirrored = anyIn('busy_intervals i', ['i.starts_at', 'i.ends_at'], name, isStillBusy);
  const local = anyIn(
    'local_occurrences o',
    ['o.starts_at', 'o.ends_at'],
    name,
    `o.connection_id = r.connection_id AND ${isBusyLocally}`,
  );
  return `(${held}
    OR (r.kind <> 'local' AND coalesce(${isPossible}, true) AND ${mirrored})
    OR (r.kind = 'local' AND ${local}))`;
}

/**
 * In an organisation `$1`, on one date from `$2` to `$3` that lasts long, one row: the rooms that are
 * free on all of it, those that are free only from `$5` to its end, and those of which the mirror, at
 * most `$4` milliseconds old, does not say. Most rooms are taken in a long date, and most of those
 * are told by the bits of their outline: what this costs grows with the rooms that are free, and
 * hardly with all that happens. CASE keeps the order: what costs is asked only where bits do not
 * tell. Lists are written as one text each: ten thousand rows would cost as much as all the rest.
 */
export const longStandingText = `
  WITH ${stretch('dates', '$2', '$3')}, ${stretch('rest', '$5', '$3')}, stood AS (
    SELECT r.id, CASE
             WHEN ${isSet('certain', 'rest.first_inside', 'rest.inside')} THEN 2
             WHEN NOT ${isTakenIn('dates')} THEN 0
             WHEN ${isTakenIn('rest')} THEN 2
             ELSE 1 END AS stands
      FROM dates CROSS JOIN rest CROSS JOIN (
        SELECT r.id, r.connection_id, c.kind, outline.first_block, outline.certain, outline.possible
          FROM rooms r
          JOIN connections c ON c.id = r.connection_id
          LEFT JOIN busy_outlines outline ON outline.room_id = r.id
         WHERE r.organisation_id = $1) AS r
    OFFSET 0
  )
  SELECT json_agg(id) FILTER (WHERE stands = 0), json_agg(id) FILTER (WHERE stands = 1),
         (SELECT json_agg(json_build_array(id, error_code, is_too_old)) FROM (${unsaidText})
              AS unsaid (id, stands, error_code, is_too_old))
    FROM stood WHERE stands < 2`;
