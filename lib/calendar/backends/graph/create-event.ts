import type { CallContext, EventDraft, EventRef } from '@/lib/calendar/backend';
import {
  eventsPath,
  mailboxOf,
  type Place,
  toHandle,
} from '@/lib/calendar/backends/graph/addresses';
import { withOutcome } from '@/lib/calendar/backends/graph/client';
import { isUnfinished, longestUid } from '@/lib/calendar/backends/graph/extended-properties';
import { findByOwnUid } from '@/lib/calendar/backends/graph/find-events';
import { readGraphEvent } from '@/lib/calendar/backends/graph/from-graph-event';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import type { Meeting } from '@/lib/calendar/backends/graph/meeting';
import type { GraphOperation } from '@/lib/calendar/backends/graph/native-errors';
import { completeMeeting, readEvent } from '@/lib/calendar/backends/graph/read-meeting';
import { isSameMeeting } from '@/lib/calendar/backends/graph/same-meeting';
import { toSeriesTimes } from '@/lib/calendar/backends/graph/series-times';
import { settleSeries } from '@/lib/calendar/backends/graph/settle-series';
import {
  type GraphTimes,
  toFinishing,
  toInvitation,
  toRoomEvent,
  toSending,
  toTimes,
  toUnfinishedRoomEvent,
  toUnsentMeeting,
} from '@/lib/calendar/backends/graph/to-graph-event';
import {
  deleteEvent,
  notApplied,
  patchEvent,
  withinOutcome,
} from '@/lib/calendar/backends/graph/write-parts';
import { checkDraft } from '@/lib/calendar/backends/shared/check-draft';
import { draftSeries } from '@/lib/calendar/backends/shared/series/draft-series';
import { isBackendError } from '@/lib/calendar/errors';
import type { Series } from '@/lib/core/recurrence/series';

interface Prepared {
  readonly draft: EventDraft;
  /** Whose calendar it is written into: the organiser's, or the room's own. */
  readonly mailbox: string;
  readonly times: GraphTimes;
  readonly series: Series<never> | null;
}

const posting: GraphOperation = { name: 'create event', writes: true, missing: 'invalid-request' };
const postingToRoom: GraphOperation = { ...posting, missing: 'room-not-found' };

/**
 * Writes the meeting once, whoever asks how often, and reads it back. What was left unfinished by
 * whoever wrote it before is finished.
 */
export async function createEvent(
  parts: GraphParts,
  draft: EventDraft,
  ctx: CallContext,
): Promise<EventRef> {
  const prepared = await withinOutcome('not-applied', () => prepare(parts, draft, ctx));
  const { doubts } = parts;
  // An earlier attempt may have got there: Graph itself does not say how long it remembers.
  const earlier = doubts.has(draft.uid)
    ? await withinOutcome('not-applied', () => find(parts, prepared, ctx))
    : null;
  doubts.add(draft.uid);
  const written = earlier ?? (await postOrFind(parts, prepared, ctx));
  const meeting = await withinOutcome('unknown', () =>
    readWhole(parts, { mailbox: prepared.mailbox, id: written.id ?? '' }, ctx),
  );
  if (!isSameMeeting(meeting, draft, prepared.series)) {
    doubts.delete(draft.uid);
    throw notApplied('conflict', 'another event stands under this uid');
  }
  const settled = await settle(parts, prepared, meeting, ctx);
  const { uid, place, version } = await finish(parts, prepared, settled, ctx);
  doubts.delete(draft.uid);
  return { uid, recurrenceId: null, handle: toHandle(place), version, rooms: draft.rooms };
}

async function prepare(parts: GraphParts, draft: EventDraft, ctx: CallContext): Promise<Prepared> {
  checkDraft(draft, parts.capabilities);
  if (draft.uid.length > longestUid) throw notApplied('invalid-request', 'the uid is too long');
  const series = draft.recurrence ? draftSeries(draft, draft.recurrence) : null;
  const times = series ? toSeriesTimes(series) : toTimes(draft);
  const mailboxes = draft.rooms.map(mailboxOf);
  const invites = parts.capabilities.writeMode === 'invite';
  // Exchange would take an invitation to a room that is none, and send it into the void.
  if (invites) await Promise.all(mailboxes.map((room) => parts.rooms.confirm(room, ctx)));
  const mailbox = invites ? draft.organizer.email.trim().toLowerCase() : (mailboxes[0] ?? '');
  return { draft, mailbox, times, series };
}

async function postOrFind(
  parts: GraphParts,
  prepared: Prepared,
  ctx: CallContext,
): Promise<GraphEvent> {
  try {
    return await post(parts, prepared, ctx);
  } catch (error) {
    if (!isBackendError(error) || error.outcome !== 'not-applied') throw error;
    // 409: the transactionId was used before. Whatever came of that is there, or was cancelled.
    const found =
      error.code === 'stale'
        ? await withinOutcome('not-applied', () => find(parts, prepared, ctx))
        : null;
    if (found) return found;
    parts.doubts.delete(prepared.draft.uid);
    if (error.code !== 'stale') throw error;
    throw notApplied('conflict', 'the uid was used for an event that is gone');
  }
}

async function post(
  { client, capabilities }: GraphParts,
  { draft, mailbox, times }: Prepared,
  ctx: CallContext,
): Promise<GraphEvent> {
  const invites = capabilities.writeMode === 'invite';
  // Graph takes no series without some of its dates: those are taken away afterwards.
  const inParts = draft.recurrence !== undefined && draft.recurrence.exceptions.length > 0;
  const whole = invites ? toInvitation : toRoomEvent;
  const first = invites ? toUnsentMeeting : toUnfinishedRoomEvent;
  const body = (inParts ? first : whole)(draft, times);
  const operation = invites ? posting : postingToRoom;
  const path = eventsPath(mailbox);
  return readGraphEvent(await client.json({ operation, method: 'POST', path, mailbox, body }, ctx));
}

function find({ client }: GraphParts, { mailbox, draft }: Prepared, ctx: CallContext) {
  return findByOwnUid(client, mailbox, draft.uid, ctx);
}

/** The meeting with the dates that its series is to have. One that Exchange cannot give is taken back. */
async function settle(
  parts: GraphParts,
  { draft, series }: Prepared,
  meeting: Meeting,
  ctx: CallContext,
): Promise<Meeting> {
  if (!series) return meeting;
  const { place, event } = meeting;
  try {
    return await withinOutcome('unknown', async () =>
      (await settleSeries(parts, meeting, series, ctx)) ? readWhole(parts, place, ctx) : meeting,
    );
  } catch (error) {
    if (!isBackendError(error) || error.code !== 'unsupported') throw error;
    await withinOutcome('unknown', () => deleteEvent(parts, place.mailbox, event, ctx));
    parts.doubts.delete(draft.uid);
    throw withOutcome(error, 'not-applied');
  }
}

/** Says that all is written; of a meeting by inviting those who are to come. */
async function finish(
  parts: GraphParts,
  { draft }: Prepared,
  meeting: Meeting,
  ctx: CallContext,
): Promise<Meeting> {
  const { place, event } = meeting;
  if (!isUnfinished(event)) return meeting;
  const invites = parts.capabilities.writeMode === 'invite';
  const body = invites ? toSending(draft) : toFinishing(draft);
  return withinOutcome('unknown', async () => {
    await patchEvent(parts, place.mailbox, event, body, ctx);
    return readWhole(parts, place, ctx);
  });
}

async function readWhole(parts: GraphParts, place: Place, ctx: CallContext): Promise<Meeting> {
  const event = await readEvent(parts.client, place, ctx);
  return completeMeeting(parts, place.mailbox, event, ctx);
}
