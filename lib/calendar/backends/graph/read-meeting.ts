import type { CallContext, EventRef } from '@/lib/calendar/backend';
import { eventPath, fromHandle, type Place } from '@/lib/calendar/backends/graph/addresses';
import type { GraphClient } from '@/lib/calendar/backends/graph/client';
import { expandProperties } from '@/lib/calendar/backends/graph/extended-properties';
import { findByIcalUid } from '@/lib/calendar/backends/graph/find-events';
import {
  addressOf,
  originalStartOf,
  readGraphEvent,
  spanOf,
} from '@/lib/calendar/backends/graph/from-graph-event';
import { fromPatternedRecurrence } from '@/lib/calendar/backends/graph/from-recurrence';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import { fromGraphZone, utc, viewWindow } from '@/lib/calendar/backends/graph/graph-time';
import { seriesIcalUid } from '@/lib/calendar/backends/graph/ical-uid';
import { type Meeting, versionOf } from '@/lib/calendar/backends/graph/meeting';
import type { GraphOperation } from '@/lib/calendar/backends/graph/native-errors';
import { unlessForeign } from '@/lib/calendar/backends/graph/own-uids';
import { readAllPages } from '@/lib/calendar/backends/graph/read-pages';
import { BackendError } from '@/lib/calendar/errors';
import { expandRule } from '@/lib/core/recurrence/expand-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import { addMs, dayMs, type Instant } from '@/lib/core/time/instant';
import { byStart, type Interval } from '@/lib/core/time/interval';

const operation: GraphOperation = { name: 'get event', writes: false, missing: 'event-not-found' };
const listing: GraphOperation = {
  name: 'list instances',
  writes: false,
  missing: 'event-not-found',
};

/** Dates may have been moved by as much from where the rule has them. */
const farthestMoveMs = 366 * dayMs;
/** So far into a series its dates are looked at: Graph gives no more than five years at once. */
export const furthestMs = 1_000 * dayMs;
const mostDatesRead = 1_000;

/**
 * The meeting that a reference leads to. A reference to a room's own copy leads on to the organiser's
 * event, as long as that is one that the application may see.
 * @throws BackendError `event-not-found` when it is gone or cancelled
 */
export async function readMeeting(
  parts: GraphParts,
  ref: Pick<EventRef, 'handle'>,
  ctx: CallContext,
): Promise<Meeting> {
  const place = fromHandle(ref);
  const event = await readEvent(parts.client, place, ctx);
  const home = await homeOf(parts, place, event, ctx);
  return home ?? completeMeeting(parts, place.mailbox, event, ctx);
}

/** The meeting that an event was found to be, in that mailbox. */
export async function completeMeeting(
  parts: GraphParts,
  mailbox: string,
  event: GraphEvent,
  ctx: CallContext,
): Promise<Meeting> {
  if (event.isCancelled) throw gone();
  const place = { mailbox, id: idOf(event) };
  const uid = await parts.uids.of(event, mailbox, ctx);
  const dates = event.recurrence ? await readDates(parts.client, place, event, ctx) : null;
  return { place, uid, event, dates, version: versionOf({ event, dates }) };
}

/** @throws BackendError `event-not-found` */
export async function readEvent(
  client: GraphClient,
  place: Place,
  ctx: CallContext,
): Promise<GraphEvent> {
  const query = { $expand: expandProperties };
  const { mailbox } = place;
  const path = eventPath(place);
  return readGraphEvent(await client.json({ operation, method: 'GET', path, mailbox, query }, ctx));
}

async function homeOf(
  parts: GraphParts,
  { mailbox }: Place,
  event: GraphEvent,
  ctx: CallContext,
): Promise<Meeting | null> {
  const organizer = addressOf(event.organizer ?? {});
  if (event.isOrganizer || organizer === '' || organizer === mailbox) return null;
  const icalUid = seriesIcalUid(event.iCalUId ?? '');
  const home = await unlessForeign(() => findByIcalUid(parts.client, organizer, icalUid, ctx));
  return home && completeMeeting(parts, organizer, home, ctx);
}

/** Every date of a series, by original start. */
async function readDates(
  client: GraphClient,
  place: Place,
  master: GraphEvent,
  ctx: CallContext,
): Promise<readonly GraphEvent[]> {
  return readInstances(client, place, reachOf(master), ctx);
}

/** The dates of a series that overlap the window, by original start. */
export async function readInstances(
  client: GraphClient,
  place: Place,
  window: Interval,
  ctx: CallContext,
): Promise<readonly GraphEvent[]> {
  const query = {
    ...viewWindow(window),
    $expand: expandProperties,
    $top: '100',
  };
  const { mailbox } = place;
  const path = `${eventPath(place)}/instances`;
  const request = { operation: listing, method: 'GET', path, mailbox, query } as const;
  const items = await readAllPages(client, request, ctx);
  const dates = items.map(readGraphEvent).filter(({ isCancelled }) => !isCancelled);
  return dates.sort((a, b) => orderOf(a) - orderOf(b));
}

/** The stretch that holds every date of the series, wherever it may have been moved. */
function reachOf(master: GraphEvent): Interval {
  const { start, end } = spanOf(master);
  const last = lastStartOf(master, start);
  return {
    start: addMs(start, -farthestMoveMs),
    end: addMs(last, farthestMoveMs + (end - start)),
  };
}

function lastStartOf({ recurrence, originalStartTimeZone }: GraphEvent, start: Instant): Instant {
  const until = addMs(start, furthestMs);
  const rule = recurrence && fromPatternedRecurrence(recurrence);
  const zoneName = recurrence?.range.recurrenceTimeZone ?? originalStartTimeZone ?? 'UTC';
  if (!rule || rule.end.kind === 'never') return until;
  const timeZone = fromGraphZone(zoneName) ?? utc;
  const bounds = { until, most: mostDatesRead };
  const expanded = expandRule({ rule, start, timeZone, durationMs: 1, exceptions: [], bounds });
  if (isRuleProblem(expanded)) return until;
  return expanded.occurrences.toSorted(byStart).at(-1)?.start ?? start;
}

function orderOf(date: GraphEvent): number {
  return originalStartOf(date) ?? spanOf(date).start;
}

/** @throws BackendError `bad-response` */
export function idOf({ id }: GraphEvent): string {
  if (id) return id;
  throw new BackendError('bad-response', 'an event of Graph has no id');
}

export function gone(): BackendError {
  return new BackendError('event-not-found', 'the event is gone');
}
