import type { EventRef, RoomRef } from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';

/** One event in one mailbox; of a series its master. */
export interface Place {
  /** Address, in lower case. */
  readonly mailbox: string;
  readonly id: string;
}

/**
 * The mailbox of a room.
 * @throws BackendError `invalid-request` when the room has no address
 */
export function mailboxOf({ address }: Pick<RoomRef, 'address'>): string {
  const email = address.email?.trim().toLowerCase() ?? '';
  if (email === '') throw refused('the room has no e-mail address');
  return email;
}

export function toHandle({ mailbox, id }: Place): string {
  return `${encodeURIComponent(mailbox)}/${encodeURIComponent(id)}`;
}

/** @throws BackendError `invalid-request` for what is no handle of this backend */
export function fromHandle({ handle }: Pick<EventRef, 'handle'>): Place {
  const [mailbox, id, ...more] = handle.split('/').map(decoded);
  if (!mailbox || !id || more.length > 0) throw refused('not a handle of this backend');
  return { mailbox, id };
}

export function calendarViewPath(mailbox: string): string {
  return `${userPath(mailbox)}/calendarView`;
}

export function eventsPath(mailbox: string): string {
  return `${userPath(mailbox)}/events`;
}

export function eventPath({ mailbox, id }: Place): string {
  return `${eventsPath(mailbox)}/${encodeURIComponent(id)}`;
}

export function userPath(mailbox: string): string {
  return `/users/${encodeURIComponent(mailbox)}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) throw refused('not a handle of this backend');
    throw error;
  }
}

function refused(message: string): BackendError {
  return new BackendError('invalid-request', message, { outcome: 'not-applied' });
}
