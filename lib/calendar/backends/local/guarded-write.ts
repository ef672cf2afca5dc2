import type { EventRef, RoomRef } from '@/lib/calendar/backend';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import { afterLocks, lockedRooms } from '@/lib/calendar/backends/local/room-lock';
import { roomNotFound } from '@/lib/calendar/backends/local/room-not-found';
import { runStatement } from '@/lib/calendar/backends/local/run-statement';
import { BackendError, type BackendErrorCode } from '@/lib/calendar/errors';

interface WrittenRow {
  /** Null when the guard let nothing through. */
  readonly version: number | null;
  /** The version before, null when there is no such event. */
  readonly current: string | null;
  readonly recurs: boolean | null;
  readonly rooms_known: boolean;
}

/** Parameters that every guarded statement shares. */
export const guard = {
  organisationId: '$1',
  connectionId: '$2',
  eventId: '$3',
  /** Text or null, compared as text: a version that is not ours is stale, not an error. */
  version: '$4',
  /** Ids of the rooms that replace those of the event; null where they stay. */
  rooms: '$5',
} as const;

/** True when the rooms that come are all of this connection. */
const roomsKnown = `(${guard.rooms}::text[] IS NULL OR cardinality(${guard.rooms}::text[]) = (
  SELECT count(*) FROM rooms
   WHERE connection_id = ${guard.connectionId} AND id = ANY(${guard.rooms}::text[])
))`;

/** True for the event meant, as long as it has the version that the caller has seen. */
export const guardCondition = `
  e.id = ${guard.eventId} AND e.connection_id = ${guard.connectionId}
  AND (${guard.version}::text IS NULL OR e.version::text = ${guard.version})
  AND ${roomsKnown} AND ${afterLocks}`;

/** True for a room that the event has after the statement. @param room SQL of a room's id */
export function isRoomAfter(room: string): string {
  return `coalesce(${room} = ANY(${guard.rooms}::text[]), true)`;
}

/** Rooms before and after. */
const roomsOfEvent = `
  SELECT room_id FROM local_occurrences WHERE event_id = ${guard.eventId}
   UNION SELECT unnest(${guard.rooms}::text[])`;

/**
 * A line of the change feed for each room that the event had or has which the CTE `event` returned:
 * it is removed from those that are not among its new rooms.
 * @param removed SQL of a boolean, true when it is removed from all
 */
export function notedChange(removed: string): string {
  return `noted AS (
    INSERT INTO local_changes (organisation_id, connection_id, room_id, event_id, uid, removed)
    SELECT ${guard.organisationId}, ${guard.connectionId}, room.room_id, event.id, event.uid,
           ${removed} OR NOT ${isRoomAfter('room.room_id')}
      FROM event CROSS JOIN (${roomsOfEvent}) AS room
  )`;
}

/**
 * `passed-over`: the event is there in the version that the caller knows, and some condition of the
 * statement's own did not hold; nothing was written.
 */
export type GuardedWrite =
  | { readonly kind: 'written'; readonly version: string }
  | { readonly kind: 'passed-over'; readonly recurs: boolean };

/** What one statement does to one event. */
export interface EventWrite {
  /** Among them `event`, which returns its id, uid and version. */
  readonly ctes: readonly string[];
  /** Parameters from `$6` on. */
  readonly own: readonly unknown[];
  readonly rooms?: readonly RoomRef[] | undefined;
}

/** @throws BackendError `event-not-found`, `room-not-found` or `stale`, nothing written */
export async function runGuarded(
  store: LocalStore,
  ref: EventRef,
  { ctes, own, rooms }: EventWrite,
  signal: AbortSignal,
): Promise<GuardedWrite> {
  const text = `
    WITH ${[lockedRooms(roomsOfEvent, guard.connectionId), ...ctes].join(',\n')}
    SELECT (SELECT version FROM event) AS version, before.current, before.recurs,
           ${roomsKnown} AS rooms_known
      FROM (SELECT) AS always LEFT JOIN (
        SELECT version::text AS current, rrule IS NOT NULL AS recurs
          FROM local_events
         WHERE id = ${guard.eventId} AND connection_id = ${guard.connectionId}
      ) AS before ON true`;
  const named = [ref.handle, ref.version, rooms?.map(({ roomId }) => roomId) ?? null];
  const values = [store.organisationId, store.connectionId, ...named, ...own];
  const [row] = await runStatement<WrittenRow>(store.pool, { text, values, writes: true }, signal);
  if (row && row.version !== null) return { kind: 'written', version: String(row.version) };
  if (!row || row.current === null || row.recurs === null) throw eventNotFound();
  if (ref.version !== null && ref.version !== row.current) throw stale();
  if (!row.rooms_known) throw roomNotFound('not-applied');
  return { kind: 'passed-over', recurs: row.recurs };
}

/** The event as it is named after a write. */
export function changedRef(
  ref: EventRef,
  version: string,
  rooms: readonly RoomRef[] = ref.rooms,
): EventRef {
  return { ...ref, version, rooms };
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
