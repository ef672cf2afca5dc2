import type {
  CallContext,
  ChangePage,
  EventRemoval,
  EventTouch,
  ListChangesQuery,
} from '@/lib/calendar/backend';
import {
  type ChangeCursor,
  fromChangeCursor,
  toChangeCursor,
} from '@/lib/calendar/backends/local/change-cursor';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import { roomNotFound } from '@/lib/calendar/backends/local/room-not-found';
import { runStatement } from '@/lib/calendar/backends/local/run-statement';

interface ChangeRow {
  readonly oldest_open: string;
  /** False when the cursor names a transaction that this database has not begun. */
  readonly reachable: boolean;
  /** Null when there is no line. */
  readonly line_id: string | null;
  readonly transaction_id: string;
  readonly event_id: string;
  readonly uid: string;
  readonly removed: boolean;
}

const text = `
  SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest_open,
         $3::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) AS reachable,
         c.id::text AS line_id, c.transaction_id::text AS transaction_id,
         c.event_id, c.uid, c.removed
    FROM rooms room
    LEFT JOIN local_changes c
      ON c.connection_id = room.connection_id AND c.room_id = room.id
     AND c.transaction_id >= $3::xid8
     AND (c.transaction_id, c.id) > ($4::xid8, $5::bigint)
   WHERE room.id = $2 AND room.connection_id = $1
   ORDER BY c.transaction_id, c.id
   LIMIT $6`;

/** Above every transaction: asks for no line at all. */
const never = '9223372036854775807';

export async function listChanges(
  { pool, connectionId, pageSize }: LocalStore,
  { room, cursor }: ListChangesQuery,
  { signal }: CallContext,
): Promise<ChangePage> {
  const from = cursor === null ? null : fromChangeCursor(cursor);
  const position = from?.middle ?? { transactionId: from ? '0' : never, lineId: '0' };
  const place = [from?.floor ?? '0', position.transactionId, position.lineId];
  const values = [connectionId, room.roomId, ...place, pageSize];
  const rows = await runStatement<ChangeRow>(pool, { text, values, writes: false }, signal);
  const [first] = rows;
  if (!first) throw roomNotFound();
  const here = toChangeCursor({ floor: first.oldest_open, middle: null });
  if (cursor === null) return { gap: false, changes: [], cursor: here, more: false };
  if (!from || !first.reachable) return { gap: true, cursor: here };
  return toPage(rows, from, first.oldest_open, pageSize);
}

function toPage(
  rows: readonly ChangeRow[],
  from: ChangeCursor,
  oldestOpen: string,
  pageSize: number,
): ChangePage {
  const lines = rows.filter((row) => row.line_id !== null);
  const nextFloor = from.middle?.nextFloor ?? oldestOpen;
  const last = lines.length === pageSize ? lines.at(-1) : undefined;
  const changes = lines.map(fromChangeRow);
  if (!last || last.line_id === null) {
    return {
      gap: false,
      changes,
      cursor: toChangeCursor({ floor: nextFloor, middle: null }),
      more: false,
    };
  }
  const middle = { transactionId: last.transaction_id, lineId: last.line_id, nextFloor };
  const cursor = toChangeCursor({ floor: from.floor, middle });
  return { gap: false, changes, cursor, more: true };
}

function fromChangeRow({ event_id, uid, removed }: ChangeRow): EventRemoval | EventTouch {
  return removed ? { handle: event_id, removed } : { handle: event_id, removed, uid };
}
