/**
 * A CTE that waits for the locks of rooms, always in the same order. Without it two overlapping
 * writes can each wait for the other's row under the exclusion constraint, until PostgreSQL ends
 * one as a deadlock a second later. The constraint remains what refuses.
 * @param rooms SQL of a subquery with one column, room_id
 * @param connection SQL of the connection's id
 */
export function lockedRooms(rooms: string, connection: string): string {
  return `locked AS MATERIALIZED (
    SELECT pg_advisory_xact_lock(hashtextextended(${connection} || ' ' || room_id, 0))
      FROM (SELECT DISTINCT room_id FROM (${rooms}) AS named ORDER BY room_id) AS ordered
  )`;
}

/** A condition that makes a statement wait for `locked` before it writes. */
export const afterLocks = '(SELECT count(*) FROM locked) >= 0';
