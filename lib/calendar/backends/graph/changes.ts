import type {
  CallContext,
  ChangePage,
  EventRemoval,
  EventTouch,
  ListChangesQuery,
} from '@/lib/calendar/backend';
import { calendarViewPath, mailboxOf, toHandle } from '@/lib/calendar/backends/graph/addresses';
import type { GraphRequest } from '@/lib/calendar/backends/graph/client';
import { type DeltaCursor, fromCursor, toCursor } from '@/lib/calendar/backends/graph/delta-cursor';
import { propertyOf, uidProperty } from '@/lib/calendar/backends/graph/extended-properties';
import { type DeltaChange, foldDelta } from '@/lib/calendar/backends/graph/fold-delta';
import { addressOf, readGraphEvent } from '@/lib/calendar/backends/graph/from-graph-event';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import { viewWindow } from '@/lib/calendar/backends/graph/graph-time';
import { badAnswer, type GraphOperation } from '@/lib/calendar/backends/graph/native-errors';
import { following, type GraphPage, readPage } from '@/lib/calendar/backends/graph/read-pages';
import { type BackendErrorCode, isBackendError } from '@/lib/calendar/errors';
import { addMs, dayMs } from '@/lib/core/time/instant';

const operation: GraphOperation = {
  name: 'calendarView delta',
  writes: false,
  missing: 'room-not-found',
};

const backMs = dayMs;
/** Beyond any booking window, for as long as one delta is followed. */
const aheadMs = 600 * dayMs;
const mostPages = 500;

/** What Graph answers to a token that it has forgotten (410, syncStateNotFound) or never gave. */
const tokenRefusals: readonly BackendErrorCode[] = ['stale', 'invalid-request'];

/**
 * The change feed of a room's calendar by delta query. Handles are those under which `doListEvents`
 * names the room's events.
 */
export async function listChanges(
  parts: GraphParts,
  { room, cursor }: ListChangesQuery,
  ctx: CallContext,
): Promise<ChangePage> {
  const mailbox = mailboxOf(room);
  if (cursor === null) {
    return { gap: false, changes: [], cursor: await begin(parts, mailbox, ctx), more: false };
  }
  const known = fromCursor(cursor, parts.origin, parts.clock.now());
  if (!known) return { gap: true, cursor: await begin(parts, mailbox, ctx) };
  try {
    return await goOn(parts, mailbox, known, ctx);
  } catch (error) {
    if (!isBackendError(error) || !tokenRefusals.includes(error.code)) throw error;
    return { gap: true, cursor: await begin(parts, mailbox, ctx) };
  }
}

/** A cursor from now on: everything there is is gone through once. */
async function begin(parts: GraphParts, mailbox: string, ctx: CallContext): Promise<string> {
  const begun = parts.clock.now();
  const first: GraphRequest = {
    ...requestFor(mailbox),
    query: viewWindow({ start: addMs(begun, -backMs), end: addMs(begun, aheadMs) }),
  };
  let request = first;
  let known: Pick<DeltaCursor, 'masters' | 'dates'> = { masters: [], dates: {} };
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await readPage(parts.client, request, ctx);
    known = foldDelta(page.items.map(readGraphEvent), known);
    const { masters, dates } = known;
    if (page.deltaLink !== null) return toCursor({ link: page.deltaLink, begun, masters, dates });
    request = following(first, linkOf(page));
  }
  throw badAnswer(operation, 'its pages do not end');
}

async function goOn(
  parts: GraphParts,
  mailbox: string,
  before: DeltaCursor,
  ctx: CallContext,
): Promise<ChangePage> {
  const page = await readPage(parts.client, { ...requestFor(mailbox), path: before.link }, ctx);
  const { changes, masters, dates } = foldDelta(page.items.map(readGraphEvent), before);
  const cursor = toCursor({ link: linkOf(page), begun: before.begun, masters, dates });
  const told = await Promise.all(changes.map((change) => toChange(parts, mailbox, change, ctx)));
  return { gap: false, changes: told, cursor, more: page.deltaLink === null };
}

function requestFor(mailbox: string): GraphRequest {
  return {
    operation,
    method: 'GET',
    path: `${calendarViewPath(mailbox)}/delta`,
    mailbox,
    headers: { Prefer: 'odata.maxpagesize=100' },
  };
}

function linkOf({ deltaLink, nextLink }: GraphPage): string {
  const link = deltaLink ?? nextLink;
  if (link !== null) return link;
  throw badAnswer(operation, 'it leads nowhere');
}

async function toChange(
  parts: GraphParts,
  mailbox: string,
  { id, removed, event }: DeltaChange,
  ctx: CallContext,
): Promise<EventRemoval | EventTouch> {
  const handle = toHandle({ mailbox, id });
  if (removed) return { handle, removed };
  return { handle, removed, uid: event && (await uidOf(parts, mailbox, event, ctx)) };
}

/** A delta shows no properties: of the mailbox's own events, and of sparse dates, no uid is known. */
async function uidOf(
  parts: GraphParts,
  mailbox: string,
  event: GraphEvent,
  ctx: CallContext,
): Promise<string | null> {
  const isCopy = !event.isOrganizer && addressOf(event.organizer ?? {}) !== '' && event.iCalUId;
  return isCopy ? parts.uids.of(event, mailbox, ctx) : propertyOf(event, uidProperty);
}
