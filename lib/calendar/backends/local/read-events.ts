import type {
  CalendarEvent,
  CallContext,
  EventPage,
  EventRef,
  FindByUidQuery,
  ListEventsQuery,
  ListOccurrencesQuery,
} from '@/lib/calendar/backend';
import {
  type EventRow,
  eventColumns,
  fromEventRow,
  fromWholeEventRow,
} from '@/lib/calendar/backends/local/event-row';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import { fromPageCursor, toPageCursor } from '@/lib/calendar/backends/local/page-cursor';
import { roomNotFound } from '@/lib/calendar/backends/local/room-not-found';
import { runStatement } from '@/lib/calendar/backends/local/run-statement';
import { toTimestamp } from '@/lib/calendar/backends/local/to-timestamp';
import { BackendError } from '@/lib/calendar/errors';

/** Events come beside the rooms they were asked for, so that no room is not an empty room. */
interface Nothing {
  readonly id: null;
}

const listText = `
  SELECT ${eventColumns}
    FROM rooms room
    LEFT JOIN (local_occurrences o JOIN local_events e ON e.id = o.event_id)
      ON o.connection_id = room.connection_id AND o.room_id = room.id
     AND o.starts_at < $4 AND o.ends_at > $3
     AND (o.starts_at, o.event_id, o.recurrence_id) > ($5, $6, $7)
   WHERE room.id = $2 AND room.connection_id = $1
   ORDER BY o.starts_at, o.event_id, o.recurrence_id
   LIMIT $8`;

/** @throws BackendError `room-not-found`, or `invalid-request` for a cursor that is not ours. */
export async function listEvents(
  { pool, connectionId, pageSize }: LocalStore,
  { room, window, cursor }: ListEventsQuery,
  { signal }: CallContext,
): Promise<EventPage> {
  const span = [toTimestamp(window.start), toTimestamp(window.end)];
  const values = [connectionId, room.roomId, ...span, ...fromPageCursor(cursor), pageSize];
  const statement = { text: listText, values, writes: false };
  const rows = await runStatement<EventRow | Nothing>(pool, statement, signal);
  if (rows.length === 0) throw roomNotFound();
  const found = rows.filter(isEvent);
  const last = found.length === pageSize ? found.at(-1) : undefined;
  return {
    events: found.map((row) => fromEventRow(row, room.roomId)),
    nextCursor: last ? toPageCursor(last) : null,
  };
}

const findText = `
  SELECT asked.known, ${eventColumns}
    FROM (SELECT count(*)::int AS known FROM rooms WHERE connection_id = $1 AND id = ANY($3))
      AS asked
    LEFT JOIN (local_events e JOIN local_occurrences o ON o.event_id = e.id)
      ON e.connection_id = $1 AND e.uid = $2 AND o.room_id = ANY($3)
   ORDER BY o.recurrence_id
   LIMIT 1`;

/** The event, of a series its first date; null when none of the rooms has it. */
export async function findByUid(
  { pool, connectionId }: LocalStore,
  { rooms, uid }: FindByUidQuery,
  { signal }: CallContext,
): Promise<CalendarEvent | null> {
  const roomIds = [...new Set(rooms.map((room) => room.roomId))];
  const values = [connectionId, uid, roomIds];
  const statement = { text: findText, values, writes: false };
  const rows = await runStatement<(EventRow | Nothing) & { known: number }>(
    pool,
    statement,
    signal,
  );
  const row = rows[0];
  if (!row || row.known < roomIds.length) throw roomNotFound();
  return isEvent(row) ? fromWholeEventRow(row) : null;
}

const getText = `
  SELECT ${eventColumns}
    FROM local_events e JOIN local_occurrences o ON o.event_id = e.id
   WHERE e.id = $2 AND e.connection_id = $1
     AND ($3::timestamptz IS NULL OR o.recurrence_id = $3)
   ORDER BY o.recurrence_id
   LIMIT 1`;

/** @throws BackendError `event-not-found` */
export async function getEvent(
  { pool, connectionId }: LocalStore,
  { handle, recurrenceId }: EventRef,
  { signal }: CallContext,
): Promise<CalendarEvent> {
  const date = recurrenceId === null ? null : toTimestamp(recurrenceId);
  const values = [connectionId, handle, date];
  const rows = await runStatement<EventRow>(pool, { text: getText, values, writes: false }, signal);
  const row = rows[0];
  if (!row) throw eventNotFound();
  if (recurrenceId === null) return fromWholeEventRow(row);
  const event = fromEventRow(row);
  return { ...event, ref: { ...event.ref, recurrenceId } };
}

/** Each date once, however many rooms it has; one row of nothing when none is in the window. */
const datesText = `
  SELECT DISTINCT ON (o.starts_at, o.ends_at, o.recurrence_id) ${eventColumns}
    FROM local_events whole
    LEFT JOIN (local_events e JOIN local_occurrences o ON o.event_id = e.id)
      ON e.id = whole.id AND o.starts_at < $4 AND o.ends_at > $3
   WHERE whole.id = $2 AND whole.connection_id = $1
   ORDER BY o.starts_at, o.ends_at, o.recurrence_id`;

/** @throws BackendError `event-not-found` */
export async function listOccurrences(
  { pool, connectionId }: LocalStore,
  { ref, window }: ListOccurrencesQuery,
  { signal }: CallContext,
): Promise<readonly CalendarEvent[]> {
  const span = [toTimestamp(window.start), toTimestamp(window.end)];
  const values = [connectionId, ref.handle, ...span];
  const statement = { text: datesText, values, writes: false };
  const rows = await runStatement<EventRow | Nothing>(pool, statement, signal);
  if (rows.length === 0) throw eventNotFound();
  return rows.filter(isEvent).map((row) => fromEventRow(row));
}

function eventNotFound(): BackendError {
  return new BackendError('event-not-found', 'no such event on this connection');
}

function isEvent<Row extends EventRow>(row: Row | Nothing): row is Row {
  return row.id !== null;
}
