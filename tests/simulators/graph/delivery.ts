import { touched, withoutDates } from './events/edit-series';
import type { Attendee, StoredEvent } from './events/stored-event';
import { placeCopy } from './place-copy';
import { processRequest } from './process-request';
import { findByICalUId, type Mailbox, putEvent, removeEvent, type World } from './store/world';

/** What an organiser sends out: about the whole meeting, or about one date of a series. */
export interface MeetingMessage {
  readonly event: StoredEvent;
  /** Null: the whole. */
  readonly originalStartMs: number | null;
  /** Whether who is invited has to answer anew. */
  readonly asksAgain: boolean;
}

/** Brings a new or changed meeting to everybody invited, and a cancellation to who no longer is. */
export function sendInvitations(
  world: World,
  message: MeetingMessage,
  before: StoredEvent | null,
): void {
  const { event } = message;
  for (const attendee of event.attendees) {
    const wasInvited = before?.attendees.some((other) => isSame(other, attendee)) ?? false;
    const asksAgain = message.asksAgain || !wasInvited;
    deliver(world, event, attendee, (mailbox) => {
      if (mailbox.room) processRequest(world, mailbox, { ...message, asksAgain });
      else placeCopy(world, mailbox, { ...message, asksAgain });
    });
  }
  const gone = before?.attendees.filter(
    (other) => !event.attendees.some((attendee) => isSame(other, attendee)),
  );
  for (const attendee of gone ?? []) sendCancellation(world, event, attendee, null);
}

/** Tells everybody invited that the meeting, or one date of it, is off. */
export function sendCancellations(
  world: World,
  event: StoredEvent,
  originalStartMs: number | null,
): void {
  for (const attendee of event.attendees) {
    sendCancellation(world, event, attendee, originalStartMs);
  }
}

function sendCancellation(
  world: World,
  event: StoredEvent,
  attendee: Attendee,
  originalStartMs: number | null,
): void {
  deliver(world, event, attendee, (mailbox) => {
    const copy = findByICalUId(mailbox, event.iCalUId);
    if (copy === null || copy.isOrganizer) return;
    if (originalStartMs !== null) {
      putEvent(world, mailbox, withoutDates(copy, [originalStartMs], world.now()));
    } else if (mailbox.room?.policy.processing === 'answer') {
      removeEvent(world, mailbox, copy);
    } else {
      const subject = `Canceled: ${copy.subject}`;
      const cancelled = { ...copy, subject, isCancelled: true, showAs: 'free' };
      putEvent(world, mailbox, touched(cancelled, world.now()));
    }
  });
}

/** People's mailboxes show what arrives at once; a room's attendant takes its time. */
function deliver(
  world: World,
  event: StoredEvent,
  attendee: Attendee,
  work: (mailbox: Mailbox) => void,
): void {
  const mailbox = world.mailboxes.get(attendee.address.toLowerCase());
  if (!mailbox || mailbox.address.toLowerCase() === event.organizer.address.toLowerCase()) return;
  world.afterAnswer(() => {
    if (mailbox.room) world.attendant.post(mailbox.address, () => work(mailbox));
    else work(mailbox);
  });
}

function isSame(a: Attendee, b: Attendee): boolean {
  return a.address.toLowerCase() === b.address.toLowerCase();
}
