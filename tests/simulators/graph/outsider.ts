import { findDate } from './events/series-dates';
import type { ResponseType } from './events/stored-event';
import { makeEvent, takeBack, updateDate, updateWhole } from './routes/change-events';
import type { Item } from './routes/mailbox-of';
import { respond } from './routes/respond';
import { readItemId } from './store/item-id';
import { putEvent, type World } from './store/world';

type Json = Readonly<Record<string, unknown>>;

const stranger = { name: 'Outside', address: 'outside@elsewhere.example' };

/** What Graph lets nobody write but calendars hold: imported identifiers, answers, cancelled copies. */
export interface LeftBehind {
  readonly iCalUId?: string;
  readonly isCancelled?: boolean;
  /** To somebody else's meeting, of which the event is then a copy. */
  readonly response?: ResponseType;
}

/**
 * What people do in Outlook and administrators in Exchange, past Graph. Bodies are events as Graph
 * takes them; ids are those of an event or of one date.
 */
export interface Outsider {
  /** Writes into a calendar and invites whom the event names; answers its ids. */
  createEvent(
    address: string,
    event: Json,
    left?: LeftBehind,
  ): { readonly id: string; readonly iCalUId: string };
  updateEvent(address: string, id: string, changes: Json): void;
  /** The organiser takes it back, or somebody throws a copy away. */
  deleteEvent(address: string, id: string): void;
  /** Answers from the calendar of who was invited: a delegate who approves, for one. */
  respond(address: string, id: string, response: ResponseType): void;
}

export function createOutsider(world: World): Outsider {
  const itemOf = (address: string, id: string): Item => {
    const mailbox = mailboxOf(world, address);
    const { eventId, originalStartMs } = readItemId(id);
    const event = mailbox.events.get(eventId);
    const date = event && originalStartMs !== null ? findDate(event, originalStartMs) : null;
    if (!event || (originalStartMs !== null && !date)) throw new Error(`no event ${id}`);
    return { mailbox, event, date };
  };
  return {
    createEvent(address, event, left = {}) {
      const mailbox = mailboxOf(world, address);
      const made = makeEvent(world, mailbox, event);
      const copied = left.response === undefined ? {} : { isOrganizer: false, organizer: stranger };
      const stored = { ...made, ...copied, ...left };
      putEvent(world, mailbox, stored);
      return { id: stored.id, iCalUId: stored.iCalUId };
    },
    updateEvent(address, id, changes) {
      const { mailbox, event, date } = itemOf(address, id);
      if (date) updateDate(world, mailbox, date, changes);
      else updateWhole(world, mailbox, event, changes);
    },
    deleteEvent(address, id) {
      takeBack(world, itemOf(address, id));
    },
    respond(address, id, response) {
      respond(world, itemOf(address, id), response, true);
    },
  };
}

function mailboxOf(world: World, address: string) {
  const mailbox = world.mailboxes.get(address.toLowerCase());
  if (!mailbox) throw new Error(`nobody has the address ${address}`);
  return mailbox;
}
