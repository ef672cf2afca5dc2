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

/** A line of the change feed for each room of the event that the CTE `event` returned. */
export function notedChange(removed: boolean): string {
  return `noted AS (
    INSERT INTO local_changes (organisation_id, connection_id, room_id, event_id, uid, removed)
    SELECT DISTINCT ${guard.organisationId}, ${guard.connectionId}, o.room_id, event.id,
           event.uid, ${removed}
      FROM event JOIN local_occurrences o ON o.event_id = event.id
  )`;
}

/**
 * Runs CTEs that change one event, among them `event`, which returns its id, uid and version.
 * Answers the new version.
 * @throws BackendError `event-not-found` or `stale`, nothing written
 */
export async function runGuarded(
  store: LocalStore,
  ref: EventRef,
  ctes: readonly string[],
  own: readonly unknown[],
  signal: AbortSignal,
): Promise<string> {
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
  if (!row || row.version === null) throw whyNot(ref, row);
  return String(row.version);
}

function whyNot({ version }: EventRef, row: WrittenRow | undefined): BackendError {
  if (!row || row.current === null) {
    return refused('event-not-found', 'no such event on this connection');
  }
  if (row.recurs && (version === null || version === row.current)) {
    return refused('unsupported', 'a series cannot be changed here');
  }
  return refused('stale', 'the event has changed since it was read');
}

function refused(code: BackendErrorCode, message: string): BackendError {
  return new BackendError(code, message, { outcome: 'not-applied' });
}
