import { type Decision, decide, type MeetingRequest, type Stretch } from '../room-attendant/decide';
import type { MeetingMessage } from './delivery';
import { withException, withoutDates } from './events/edit-series';
import { allDates, datesIn, type EventDate, findDate } from './events/series-dates';
import type { EventContent, ResponseType, StoredEvent } from './events/stored-event';
import { placeCopy } from './place-copy';
import { sendAnswer } from './send-answer';
import { type Mailbox, putEvent, removeEvent, type World } from './store/world';

const dayMs = 86_400_000;

/** A room's attendant reads what an organiser sent: places it, decides, and says so. */
export function processRequest(world: World, room: Mailbox, message: MeetingMessage): void {
  const copy = placeCopy(world, room, message);
  if (copy === null || !message.asksAgain || room.room === null) return;
  const request = toRequest(world, room, copy, message.originalStartMs);
  const decision = decide(request, takenBy(room, copy, request), room.room.policy, world.now());
  applyDecision(world, room, copy, message.originalStartMs, decision);
}

/** Carries a decision out: the room's calendar shows it, and the organiser hears of it. */
export function applyDecision(
  world: World,
  room: Mailbox,
  copy: StoredEvent,
  originalStartMs: number | null,
  decision: Decision,
): void {
  if (decision.answer === 'none') return;
  const response: ResponseType =
    decision.answer === 'tentative' ? 'tentativelyAccepted' : decision.answer;
  if (response === 'declined') decline(world, room, copy, originalStartMs);
  else {
    const answer = { response, respondedMs: world.now() };
    const showAs = response === 'accepted' ? 'busy' : 'tentative';
    const kept = withoutDates(copy, decision.declinedStartsMs, world.now());
    const shown = { ...answer, showAs, ...hidden(copy) };
    putEvent(
      world,
      room,
      originalStartMs === null
        ? { ...kept, ...shown }
        : withException(kept, originalStartMs, shown, world.now()),
    );
  }
  sendAnswer(world, {
    iCalUId: copy.iCalUId,
    organizerAddress: copy.organizer.address,
    from: room.address,
    response,
    sequence: copy.sequence,
    originalStartMs,
    declinedStartsMs: decision.declinedStartsMs,
  });
}

/** A declined request leaves the room's calendar. */
function decline(
  world: World,
  room: Mailbox,
  copy: StoredEvent,
  originalStartMs: number | null,
): void {
  if (originalStartMs === null) removeEvent(world, room, copy);
  else putEvent(world, room, withoutDates(copy, [originalStartMs], world.now()));
}

/** DeleteSubject, AddOrganizerToSubject, DeleteComments and RemovePrivateProperty, all on by default. */
function hidden(copy: StoredEvent): Partial<EventContent> {
  return { subject: `${copy.organizer.name} `, body: '', sensitivity: 'normal' };
}

function toRequest(
  world: World,
  room: Mailbox,
  copy: StoredEvent,
  originalStartMs: number | null,
): MeetingRequest {
  if (originalStartMs !== null) {
    const date = findDate(copy, originalStartMs);
    return { recurring: false, dates: date ? [toStretch(date)] : [] };
  }
  const windowDays = room.room?.policy.bookingWindowDays ?? 0;
  const lookMs = Math.max(world.now(), copy.start.atMs) + (windowDays + 366) * dayMs;
  return { recurring: copy.recurrence !== null, dates: allDates(copy, lookMs).map(toStretch) };
}

function takenBy(room: Mailbox, copy: StoredEvent, { dates }: MeetingRequest): Stretch[] {
  const startMs = Math.min(...dates.map((date) => date.startMs));
  const endMs = Math.max(...dates.map((date) => date.endMs));
  return [...room.events.values()]
    .filter((event) => event.iCalUId !== copy.iCalUId)
    .flatMap((event) => datesIn(event, startMs, endMs))
    .filter(({ content }) => blocks(content))
    .map(toStretch);
}

function blocks(content: EventContent): boolean {
  return !content.isCancelled && content.showAs !== 'free' && content.showAs !== 'workingElsewhere';
}

function toStretch({ content }: EventDate): Stretch {
  return { startMs: content.start.atMs, endMs: content.end.atMs };
}
