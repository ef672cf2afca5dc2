import type { Answer, CallContext, EventRef, RoomRef } from '@/lib/calendar/backend';
import { eventPath, mailboxOf, toHandle } from '@/lib/calendar/backends/graph/addresses';
import { dateOf } from '@/lib/calendar/backends/graph/change-event';
import { addressOf } from '@/lib/calendar/backends/graph/from-graph-event';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import type { Meeting } from '@/lib/calendar/backends/graph/meeting';
import type { GraphOperation } from '@/lib/calendar/backends/graph/native-errors';
import { idOf, readMeeting } from '@/lib/calendar/backends/graph/read-meeting';
import { roomCopies } from '@/lib/calendar/backends/graph/room-copies';
import { toRoomAttendee } from '@/lib/calendar/backends/graph/to-graph-event';
import { patchEvent, rewrite, withinOutcome } from '@/lib/calendar/backends/graph/write-parts';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import { BackendError } from '@/lib/calendar/errors';

const operation: GraphOperation = {
  name: 'respond to event',
  writes: true,
  missing: 'event-not-found',
};

const verbs = {
  accepted: 'accept',
  declined: 'decline',
  tentative: 'tentativelyAccept',
} as const;

/** Answers for a room: as its mailbox where it is invited, else by how its own event shows. */
export async function respond(
  parts: GraphParts,
  ref: EventRef,
  room: RoomRef,
  answer: Answer,
  ctx: CallContext,
): Promise<EventRef> {
  if (answer === 'pending') unsupported('a room cannot take its answer back');
  await rewrite(parts, ref, ctx, async (meeting) => {
    const shown = ref.recurrenceId === null ? meeting.event : dateOf(meeting, ref.recurrenceId);
    if (isInvited(shown, room)) await answerAsRoom(parts, meeting, shown, room, answer, ctx);
    else await showAs(parts, meeting, shown, room, answer, ctx);
  });
  const { uid, place, version } = await withinOutcome('unknown', () =>
    readMeeting(parts, ref, ctx),
  );
  return { ...ref, uid, handle: toHandle(place), version };
}

function isInvited({ attendees }: GraphEvent, room: RoomRef): boolean {
  return (attendees ?? []).some((each) => addressOf(each) === mailboxOf(room));
}

async function answerAsRoom(
  parts: GraphParts,
  meeting: Meeting,
  shown: GraphEvent,
  room: RoomRef,
  answer: keyof typeof verbs,
  ctx: CallContext,
): Promise<void> {
  const copy = await copyToAnswer(parts, meeting, shown, room, ctx);
  const mailbox = mailboxOf(room);
  const path = `${eventPath({ mailbox, id: idOf(copy) })}/${verbs[answer]}`;
  const body = { sendResponse: true };
  await parts.client.done({ operation, method: 'POST', path, mailbox, body }, ctx);
}

/** A room that has declined has thrown the meeting away: to answer otherwise it is invited anew. */
async function copyToAnswer(
  parts: GraphParts,
  meeting: Meeting,
  shown: GraphEvent,
  room: RoomRef,
  ctx: CallContext,
): Promise<GraphEvent> {
  const look = async () => (await roomCopies(parts, room, meeting, [shown], ctx))[0];
  const copy = await withinOutcome('not-applied', look);
  if (copy) return copy;
  if (shown !== meeting.event)
    unsupported('a room that declined one date cannot be asked for it again');
  await inviteAnew(parts, meeting, room, ctx);
  const again = await withinOutcome('unknown', look);
  if (again) return again;
  throw new BackendError('unavailable', 'the room was invited anew and has not got it yet', {
    outcome: 'unknown',
  });
}

async function inviteAnew(
  parts: GraphParts,
  { place: { mailbox }, event }: Meeting,
  room: RoomRef,
  ctx: CallContext,
): Promise<void> {
  const others = (event.attendees ?? [])
    .filter((each) => addressOf(each) !== mailboxOf(room))
    .map(({ type, emailAddress }) => ({ type, emailAddress }));
  await patchEvent(parts, mailbox, event, { attendees: others }, ctx);
  const { '@odata.etag': _old, ...fresh } = event;
  const attendees = [...others, toRoomAttendee(room)];
  await withinOutcome('unknown', () => patchEvent(parts, mailbox, fresh, { attendees }, ctx));
}

const shownAs = { accepted: 'busy', tentative: 'tentative', declined: 'free' } as const;

async function showAs(
  parts: GraphParts,
  { place: { mailbox } }: Meeting,
  shown: GraphEvent,
  room: RoomRef,
  answer: keyof typeof shownAs,
  ctx: CallContext,
): Promise<void> {
  if (mailbox !== mailboxOf(room)) {
    throw new BackendError('room-not-found', 'the event is not in this room', {
      outcome: 'not-applied',
    });
  }
  if (!shown.isOrganizer) unsupported('only its organiser can change this meeting');
  await patchEvent(parts, mailbox, shown, { showAs: shownAs[answer] }, ctx);
}
