import type { EventRef } from '@/lib/calendar/backend';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import { afterLocks, lockedRooms } from '@/lib/calendar/backends/local/room-lock';
import { runStatement } from '@/lib/calendar/backends/local/run-statement';
import { BackendError, type BackendErrorCode } from '@/lib/calendar/errors';

interface WrittenRow {
  /** Null when the guard let nothing through. */
  readonly version: number | null;
  /** The version before, null when there is no such event. */
  readonly current: string | null;
  readonly recurs: boolean | null;
}

/** Parameters that every guarded statement shares. */
export const guard = {
  organisationId: '$1',
  connectionId: '$2',
  eventId: '$3',
  /** Text or null, compared as text: a version that is not ours is stale, not an error. */
  version: '$4',
} as const;

/** True for the event meant, as long as it has the version that the caller has seen. */
export const guardCondition = `
  e.id = ${guard.eventId} AND e.connection_id = ${guard.connectionId}
  AND (${guard.version}::text IS NULL OR e.version::text = ${guard.version})
  AND ${afterLocks}`;

const roomsOfEvent = `SELECT room_id FROM local_occurrences WHERE event_id = ${guard.eventId}`;

/**
 * A line of the change feed for each room of the event that the CTE `event` returned.
 * @param removed SQL of a boolean
 */
export function notedChange(removed: string): string {
  return `noted AS (
    INSERT INTO local_changes (organisation_id, connection_id, room_id, event_id, uid, removed)
    SELECT DISTINCT ${guard.organisationId}, ${guard.connectionId}, o.room_id, event.id,
           event.uid, ${removed}
      FROM event JOIN local_occurrences o ON o.event_id = event.id
  )`;
}

/**
 * `passed-over`: the event is there in the version that the caller knows, and some condition of the
 * statement's own did not hold; nothing was written.
 */
export type GuardedWrite =
  | { readonly kind: 'written'; readonly version: string }
  | { readonly kind: 'passed-over'; readonly recurs: boolean };

/**
 * Runs CTEs that change one event, among them `event`, which returns its id, uid and version.
 * @throws BackendError `event-not-found` or `stale`, nothing written
 */
export async function runGuarded(
  store: LocalStore,
  ref: EventRef,
  ctes: readonly string[],
  own: readonly unknown[],
  signal: AbortSignal,
): Promise<GuardedWrite> {
  const text = `
    WITH ${[lockedRooms(roomsOfEvent, guard.connectionId), ...ctes].join(',\n')}
    SELECT (SELECT version FROM event) AS version, before.current, before.recurs
      FROM (SELECT) AS always LEFT JOIN (
        SELECT version::text AS current, rrule IS NOT NULL AS recurs
          FROM local_events
         WHERE id = ${guard.eventId} AND connection_id = ${guard.connectionId}
      ) AS before ON true`;
  const values = [store.organisationId, store.connectionId, ref.handle, ref.version, ...own];
  const [row] = await runStatement<WrittenRow>(store.pool, { text, values, writes: true }, signal);
  if (row && row.version !== null) return { kind: 'written', version: String(row.version) };
  if (!row || row.current === null || row.recurs === null) throw eventNotFound();
  if (ref.version !== null && ref.version !== row.current) throw stale();
  return { kind: 'passed-over', recurs: row.recurs };
}

export function eventNotFound(): BackendError {
  return refused('event-not-found', 'no such event, or no such date of it, on this connection');
}

export function stale(): BackendError {
  return refused('stale', 'the event has changed since it was read');
}

function refused(code: BackendErrorCode, message: string): BackendError {
  return new BackendError(code, message, { outcome: 'not-applied' });
}
