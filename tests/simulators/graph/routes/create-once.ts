import { parseEventJson } from '../events/read-event';
import type { StoredEvent } from '../events/stored-event';
import { GraphFailure } from '../graph-failure';
import type { Mailbox, World } from '../store/world';

interface Made {
  readonly said: string;
  readonly eventId: string;
}

/** By mailbox, then by transactionId. */
const made = new WeakMap<Mailbox, Map<string, Made>>();

/**
 * Under a transactionId that was used before: the event it made. How long Exchange remembers is not
 * documented; this remembers always.
 * @throws GraphFailure when the body says another event, or the first was taken back meanwhile.
 */
export function createOnce(
  _world: World,
  mailbox: Mailbox,
  body: unknown,
  make: () => StoredEvent,
): StoredEvent {
  const transactionId = parseEventJson(body).transactionId ?? null;
  if (transactionId === null) return make();
  const known = made.get(mailbox) ?? new Map<string, Made>();
  made.set(mailbox, known);
  const said = JSON.stringify(body);
  const before = known.get(transactionId);
  const event = before && mailbox.events.get(before.eventId);
  if (before?.said === said && event) return event;
  if (before) {
    throw new GraphFailure(
      409,
      'ErrorDuplicateTransactionId',
      "Your request can't be completed. The TransactionId specified in the request has already been used to create a different event.",
    );
  }
  const created = make();
  known.set(transactionId, { said, eventId: created.id });
  return created;
}
