import { randomBytes } from 'node:crypto';
import type { Attendant } from '../../room-attendant/attendant';
import type { RoomPolicy } from '../../room-attendant/room-policy';
import type { StoredEvent } from '../events/stored-event';

export interface Mailbox {
  readonly id: string;
  readonly address: string;
  readonly displayName: string;
  /** Null for a person. */
  readonly room: RoomMailbox | null;
  /** Whether `getSchedule` shows subjects and places, not only that it is busy. */
  readonly sharesDetails: boolean;
  /** What `getSchedule` says of it instead of an answer, such as `ErrorMailboxMoveInProgress`. */
  scheduleFailure: string | null;
  readonly events: Map<string, StoredEvent>;
}

export interface RoomMailbox {
  policy: RoomPolicy;
}

export type PlaceKind =
  | 'room'
  | 'roomList'
  | 'building'
  | 'floor'
  | 'section'
  | 'workspace'
  | 'desk';

/** One entry of the directory of places, as Graph shows it but for its type. */
export interface Place {
  readonly kind: PlaceKind;
  /** May change when the directory is rebuilt; `placeId` does not. */
  readonly id: string;
  readonly placeId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Of a room list: addresses of its rooms. */
  readonly members: readonly string[];
  /** Hidden from address lists: it can be booked, but no list has it. */
  readonly isHidden: boolean;
}

export type ChangeType = 'created' | 'updated' | 'deleted';

export interface MailboxChange {
  readonly mailbox: Mailbox;
  readonly event: StoredEvent;
  readonly change: ChangeType;
}

export interface World {
  readonly now: () => number;
  /** Reads what is sent to rooms. */
  readonly attendant: Attendant;
  /** Carries answers to organisers: a room's calendar may show a meeting before they know of it. */
  readonly mail: Attendant;
  /** By lower-case address. */
  readonly mailboxes: Map<string, Mailbox>;
  /** By `placeId`. */
  readonly places: Map<string, Place>;
  /** Runs once the answer to the request at hand has left. */
  readonly afterAnswer: (work: () => void) => void;
  /** Told of every change of a mailbox, once the answer has left. */
  readonly watchers: Set<(change: MailboxChange) => void>;
}

/** By id or address, in any case. */
export function findMailbox(world: World, name: string): Mailbox | null {
  const byAddress = world.mailboxes.get(name.toLowerCase());
  if (byAddress) return byAddress;
  return [...world.mailboxes.values()].find((each) => each.id === name.toLowerCase()) ?? null;
}

/** Keeps the event and tells the watchers. */
export function putEvent(world: World, mailbox: Mailbox, event: StoredEvent): void {
  const change = mailbox.events.has(event.id) ? 'updated' : 'created';
  mailbox.events.set(event.id, event);
  tell(world, { mailbox, event, change });
}

export function removeEvent(world: World, mailbox: Mailbox, event: StoredEvent): void {
  if (mailbox.events.delete(event.id)) tell(world, { mailbox, event, change: 'deleted' });
}

export function findByICalUId(mailbox: Mailbox, iCalUId: string): StoredEvent | null {
  return [...mailbox.events.values()].find((event) => event.iCalUId === iCalUId) ?? null;
}

export function newChangeKey(): string {
  return `${randomBytes(18).toString('base64')}==`.slice(0, 24);
}

function tell(world: World, change: MailboxChange): void {
  world.afterAnswer(() => {
    for (const watcher of world.watchers) watcher(change);
  });
}
