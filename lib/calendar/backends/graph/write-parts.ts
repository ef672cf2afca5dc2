import type { CallContext, EventRef } from '@/lib/calendar/backend';
import { eventPath } from '@/lib/calendar/backends/graph/addresses';
import { type JsonObject, withOutcome } from '@/lib/calendar/backends/graph/client';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import { type Meeting, versionOf } from '@/lib/calendar/backends/graph/meeting';
import {
  fromTransportError,
  type GraphOperation,
} from '@/lib/calendar/backends/graph/native-errors';
import { idOf, readEvent, readMeeting } from '@/lib/calendar/backends/graph/read-meeting';
import { BackendError, isBackendError, type WriteOutcome } from '@/lib/calendar/errors';

const updating: GraphOperation = {
  name: 'update event',
  writes: true,
  missing: 'event-not-found',
};
const deleting: GraphOperation = { name: 'delete event', writes: true, missing: 'event-not-found' };

/** How often a write is tried whose event was only answered meanwhile. */
const mostAttempts = 4;

/** Gives errors of the steps before and after a write the outcome that they imply. */
export async function withinOutcome<T>(outcome: WriteOutcome, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw withOutcome(fromTransportError(error, updating), outcome);
  }
}

/**
 * Reads the meeting, has it written, and reads what came of it. Exchange refuses a write over another
 * changeKey, which a room's answer changes too: as long as what people wrote is the same, that is
 * tried again.
 * @throws BackendError `stale` when it is not the version that the reference names
 */
export async function rewrite(
  parts: GraphParts,
  ref: EventRef,
  ctx: CallContext,
  write: (meeting: Meeting) => Promise<void>,
): Promise<void> {
  let expected = ref.version;
  for (let attempt = 1; ; attempt += 1) {
    const meeting = await withinOutcome('not-applied', () => readMeeting(parts, ref, ctx));
    if (expected !== null && expected !== meeting.version) throw stale();
    expected = meeting.version;
    try {
      await write(meeting);
      return;
    } catch (error) {
      const outrun =
        isBackendError(error) && error.code === 'stale' && error.outcome === 'not-applied';
      if (!outrun || attempt === mostAttempts) throw error;
    }
  }
}

export function patchEvent(
  parts: GraphParts,
  mailbox: string,
  event: GraphEvent,
  body: JsonObject,
  ctx: CallContext,
): Promise<JsonObject> {
  const path = eventPath({ mailbox, id: idOf(event) });
  const headers = ifMatch(event);
  return parts.client.json(
    { operation: updating, method: 'PATCH', path, mailbox, body, headers },
    ctx,
  );
}

/** Of an organiser's event Graph tells everybody who was invited. */
export function deleteEvent(
  parts: GraphParts,
  mailbox: string,
  event: GraphEvent,
  ctx: CallContext,
): Promise<void> {
  const path = eventPath({ mailbox, id: idOf(event) });
  const headers = ifMatch(event);
  return parts.client.done({ operation: deleting, method: 'DELETE', path, mailbox, headers }, ctx);
}

/**
 * The date as it stands after other dates of its series were written: what is no exception shares the
 * ETag of the series, which each write renews.
 * @throws BackendError `stale` when it says something else than it did
 */
export async function freshDate(
  parts: GraphParts,
  mailbox: string,
  date: GraphEvent,
  ctx: CallContext,
): Promise<GraphEvent> {
  const now = await readEvent(parts.client, { mailbox, id: idOf(date) }, ctx);
  const same = versionOf({ event: now, dates: null }) === versionOf({ event: date, dates: null });
  if (same) return now;
  throw new BackendError('stale', 'a date of the series has changed meanwhile');
}

function ifMatch(event: GraphEvent): Readonly<Record<string, string>> {
  const etag = event['@odata.etag'];
  return etag ? { 'If-Match': etag } : {};
}

export function stale(): BackendError {
  return new BackendError('stale', 'the event has changed meanwhile', { outcome: 'not-applied' });
}

export function notApplied(
  code: 'invalid-request' | 'conflict' | 'event-not-found',
  message: string,
) {
  return new BackendError(code, message, { outcome: 'not-applied' });
}
