import { randomUUID } from 'node:crypto';
import { EwsFailure } from './ews-failure';
import type { LogLine, Mailbox } from './model';
import type { Store } from './store';

export const eventTypes = [
  'CreatedEvent',
  'ModifiedEvent',
  'DeletedEvent',
  'FreeBusyChangedEvent',
] as const;
export type EventType = (typeof eventTypes)[number];

/** What a subscription has to tell of one item. */
export interface StreamEvent {
  readonly type: EventType;
  readonly itemId: string;
  readonly atMs: number;
}

interface Subscription {
  readonly id: string;
  /** The account that subscribed, to which alone it is told. */
  readonly owner: string;
  readonly mailbox: Mailbox;
  readonly types: ReadonlySet<string>;
  untold: StreamEvent[];
}

export interface Told {
  readonly subscriptionId: string;
  readonly mailbox: Mailbox;
  readonly events: readonly StreamEvent[];
}

/** The streaming subscriptions of a server; what nobody has listened to yet is kept for who does. */
export interface Streams {
  /** The subscription's id. */
  subscribe(owner: Mailbox, mailbox: Mailbox, types: readonly string[]): string;
  /** @throws EwsFailure ErrorSubscriptionNotFound, ErrorSubscriptionAccessDenied */
  unsubscribe(owner: Mailbox, id: string): void;
  /** Of those ids, the ones that lead to no subscription of that account. */
  unknownTo(owner: Mailbox, ids: readonly string[]): readonly string[];
  /** Takes what is to be told, which is not told again. */
  take(ids: readonly string[]): readonly Told[];
  /** Calls when there may be something to take, or a subscription has ended. */
  onNews(listener: () => void): () => void;
}

const typeOf: Readonly<Record<LogLine['change'], EventType>> = {
  create: 'CreatedEvent',
  update: 'ModifiedEvent',
  delete: 'DeletedEvent',
};

export function createStreams(store: Store): Streams {
  const subscriptions = new Map<string, Subscription>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  store.onChange((mailbox, { itemId, change }) => {
    const told = [...subscriptions.values()].filter((each) => each.mailbox === mailbox);
    for (const subscription of told) {
      const types = [typeOf[change], 'FreeBusyChangedEvent' as const];
      const wanted = types.filter((type) => subscription.types.has(type));
      const atMs = store.nowMs();
      subscription.untold.push(...wanted.map((type) => ({ type, itemId, atMs })));
    }
    if (told.length > 0) tell();
  });
  const own = (owner: Mailbox, id: string): Subscription => {
    const found = subscriptions.get(id);
    if (!found) {
      throw new EwsFailure(
        'ErrorSubscriptionNotFound',
        'The specified subscription was not found.',
      );
    }
    if (found.owner === owner.email) return found;
    throw new EwsFailure(
      'ErrorSubscriptionAccessDenied',
      'The subscription belongs to another account.',
    );
  };
  return {
    subscribe(owner, mailbox, types) {
      const id = Buffer.from(`subscription\n${randomUUID()}`).toString('base64');
      const wanted = new Set(types);
      subscriptions.set(id, { id, owner: owner.email, mailbox, types: wanted, untold: [] });
      return id;
    },
    unsubscribe(owner, id) {
      subscriptions.delete(own(owner, id).id);
      tell();
    },
    unknownTo: (owner, ids) => ids.filter((id) => subscriptions.get(id)?.owner !== owner.email),
    take(ids) {
      return ids.flatMap((id): readonly Told[] => {
        const subscription = subscriptions.get(id);
        if (!subscription || subscription.untold.length === 0) return [];
        const { mailbox, untold: events } = subscription;
        subscription.untold = [];
        return [{ subscriptionId: id, mailbox, events }];
      });
    },
    onNews(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
