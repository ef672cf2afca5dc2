import { type EventDate, findDate } from '../events/series-dates';
import type { StoredEvent } from '../events/stored-event';
import { GraphFailure, itemNotFound } from '../graph-failure';
import { readItemId } from '../store/item-id';
import { findMailbox, type Mailbox, type World } from '../store/world';
import type { RouteParameters } from './route';

/** @throws GraphFailure when nobody has that id or address. */
export function mailboxOf(world: World, parameters: RouteParameters): Mailbox {
  const name = parameters.user ?? '';
  const mailbox = findMailbox(world, name);
  if (mailbox) return mailbox;
  throw new GraphFailure(404, 'ErrorInvalidUser', `The requested user '${name}' is invalid.`);
}

export interface Item {
  readonly mailbox: Mailbox;
  readonly event: StoredEvent;
  /** Where the id was that of one date of a series. */
  readonly date: EventDate | null;
}

/** @throws GraphFailure when the mailbox has no such event or date. */
export function itemOf(world: World, parameters: RouteParameters): Item {
  const mailbox = mailboxOf(world, parameters);
  const { eventId, originalStartMs } = readItemId(parameters.event ?? '');
  const event = mailbox.events.get(eventId);
  if (!event) throw itemNotFound();
  if (originalStartMs === null) return { mailbox, event, date: null };
  const date = findDate(event, originalStartMs);
  if (!date) throw itemNotFound();
  return { mailbox, event, date };
}
