import { randomUUID } from 'node:crypto';
import { etagOf } from '../events/render-event';
import { badRequest } from '../graph-failure';
import type { MailboxChange, World } from '../store/world';
import { formatUtc } from '../zones';
import { post } from './post-json';
import type { Delivery, LifecycleEvent, Subscription } from './subscription';

export interface NotifierSettings {
  readonly world: World;
  readonly tenantId: string;
  /** Who vouches for subscribers that listen on HTTPS. */
  readonly caCertificate?: string;
}

/** Keeps subscriptions and tells subscribers, one delivery after another for each. */
export interface Notifier {
  readonly subscriptions: Map<string, Subscription>;
  /** Those not yet expired. */
  live(): readonly Subscription[];
  /** @throws GraphFailure where the subscriber does not echo the token in time. */
  validate(subscription: Subscription): Promise<void>;
  lifecycle(subscription: Subscription, event: LifecycleEvent): void;
  /** This many notifications from now on are lost on the way. */
  lose(count: number): void;
  readonly deliveries: readonly Delivery[];
  /** Posts once more what was delivered before, as a replay would. */
  repeat(delivery: Delivery): void;
  settled(): Promise<void>;
}

const patienceMs = 10_000;

export function createNotifier({ world, tenantId, caCertificate }: NotifierSettings): Notifier {
  const subscriptions = new Map<string, Subscription>();
  const deliveries: Delivery[] = [];
  const queues = new Map<string, Promise<void>>();
  const options = { timeoutMs: patienceMs, ...(caCertificate ? { caCertificate } : {}) };
  let losing = 0;

  const deliver = (subscriptionId: string, url: string, body: unknown) => {
    const before = queues.get(subscriptionId) ?? Promise.resolve();
    const next = before.then(async () => {
      deliveries.push({ subscriptionId, url, body, outcome: await outcomeOf(url, body) });
    });
    queues.set(subscriptionId, next);
  };
  const outcomeOf = async (url: string, body: unknown): Promise<Delivery['outcome']> => {
    try {
      const { status } = await post(url, JSON.stringify(body), 'application/json', options);
      return status;
    } catch {
      // A subscriber that is down is its own affair: the outcome says so.
      return 'failed';
    }
  };
  const live = () => [...subscriptions.values()].filter((each) => each.expirationMs > world.now());
  const headOf = (subscription: Subscription) => ({
    subscriptionId: subscription.id,
    subscriptionExpirationDateTime: formatUtc(subscription.expirationMs),
    tenantId,
    clientState: subscription.clientState,
  });

  world.watchers.add(({ mailbox, event, change }: MailboxChange) => {
    const interested = live().filter(
      (each) => each.mailbox === mailbox.address.toLowerCase() && each.changeTypes.includes(change),
    );
    for (const subscription of interested) {
      if (losing > 0) {
        losing -= 1;
        continue;
      }
      const resource = `Users/${mailbox.id}/Events/${event.id}`;
      const resourceData = {
        '@odata.type': '#Microsoft.Graph.Event',
        '@odata.id': resource,
        '@odata.etag': etagOf(event.changeKey),
        id: event.id,
      };
      const value = { ...headOf(subscription), changeType: change, resource, resourceData };
      deliver(subscription.id, subscription.notificationUrl, { value: [value] });
    }
  });

  return {
    subscriptions,
    deliveries,
    live,
    async validate({ notificationUrl, lifecycleNotificationUrl }) {
      await echo(notificationUrl, options);
      if (lifecycleNotificationUrl !== null && lifecycleNotificationUrl !== notificationUrl) {
        await echo(lifecycleNotificationUrl, options);
      }
    },
    lifecycle(subscription, lifecycleEvent) {
      const url = subscription.lifecycleNotificationUrl;
      if (url === null) return;
      deliver(subscription.id, url, { value: [{ ...headOf(subscription), lifecycleEvent }] });
    },
    lose(count) {
      losing += count;
    },
    repeat: ({ subscriptionId, url, body }) => deliver(subscriptionId, url, body),
    async settled() {
      while (queues.size > 0) {
        const running = [...queues];
        await Promise.all(running.map(([, queue]) => queue));
        for (const [id, queue] of running) if (queues.get(id) === queue) queues.delete(id);
      }
    },
  };
}

/** https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation */
async function echo(url: string, options: Parameters<typeof post>[3]): Promise<void> {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
  const target = new URL(url);
  target.searchParams.set('validationToken', token);
  try {
    const answer = await post(target.href, '', 'text/plain; charset=utf-8', options);
    const isEcho = answer.text === token && answer.contentType.startsWith('text/plain');
    if (answer.status === 200 && isEcho) return;
  } catch {
    // Unreachable or too slow: refused below like a wrong echo.
  }
  throw badRequest(
    'ValidationError',
    'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.',
  );
}
