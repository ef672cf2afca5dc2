import type { MeetingMessage } from './delivery';
import { touched, withException } from './events/edit-series';
import type { EventException, StoredEvent } from './events/stored-event';
import { newEventId } from './store/item-id';
import { findByICalUId, type Mailbox, putEvent, type World } from './store/world';

/**
 * Puts what was sent into the calendar of who was sent it; answers the copy, or null where a
 * change says nothing new about a meeting that is not there any more.
 */
export function placeCopy(
  world: World,
  mailbox: Mailbox,
  message: MeetingMessage,
): StoredEvent | null {
  const copy = findByICalUId(mailbox, message.event.iCalUId);
  const placed =
    message.originalStartMs === null
      ? wholeCopy(message, copy, mailbox)
      : copy && dateOfCopy(message, copy, message.originalStartMs, world.now());
  if (placed) putEvent(world, mailbox, touched(placed, world.now()));
  return placed;
}

function wholeCopy(
  { event, asksAgain }: MeetingMessage,
  copy: StoredEvent | null,
  mailbox: Mailbox,
): StoredEvent | null {
  if (copy?.isOrganizer || (copy === null && !asksAgain)) return null;
  const kept =
    copy && !asksAgain
      ? {
          response: copy.response,
          respondedMs: copy.respondedMs,
          showAs: copy.showAs,
          cancelledStarts: new Set([...event.cancelledStarts, ...copy.cancelledStarts]),
          ...(mailbox.room ? { subject: copy.subject, body: copy.body } : {}),
        }
      : { response: 'notResponded' as const, respondedMs: null, showAs: tentative(event.showAs) };
  return {
    ...event,
    ...kept,
    id: copy?.id ?? newEventId(),
    createdMs: copy?.createdMs ?? event.createdMs,
    isOrganizer: false,
    transactionId: null,
    extendedProperties: {},
    exceptions: new Map([...event.exceptions].map(([at, each]) => [at, exceptionOfCopy(each)])),
  };
}

function dateOfCopy(
  { event, asksAgain }: MeetingMessage,
  copy: StoredEvent,
  originalStartMs: number,
  nowMs: number,
): StoredEvent | null {
  const exception = event.exceptions.get(originalStartMs);
  if (copy.isOrganizer || exception === undefined) return null;
  const answer = asksAgain
    ? { response: 'notResponded' as const, showAs: tentative(event.showAs) }
    : {};
  const cancelledStarts = new Set(copy.cancelledStarts);
  cancelledStarts.delete(originalStartMs);
  const changes = { ...exceptionOfCopy(exception).changes, ...answer };
  return withException(
    { ...copy, cancelledStarts, sequence: event.sequence },
    originalStartMs,
    changes,
    nowMs,
  );
}

/** What the organiser knows of answers and its own properties stay at home. */
function exceptionOfCopy(exception: EventException): EventException {
  const { attendees: _answers, extendedProperties: _own, ...changes } = exception.changes;
  return { ...exception, changes };
}

function tentative(showAs: string): string {
  return showAs === 'free' ? 'free' : 'tentative';
}
