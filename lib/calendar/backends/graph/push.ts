import type { BackendPush, CallContext, PushSubscription } from '@/lib/calendar/backend';
import { eventsPath, mailboxOf } from '@/lib/calendar/backends/graph/addresses';
import type { GraphRequest, JsonObject } from '@/lib/calendar/backends/graph/client';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import { badAnswer, type GraphOperation } from '@/lib/calendar/backends/graph/native-errors';
import { addMs, dayMs, formatInstant, parseInstant } from '@/lib/core/time/instant';

/**
 * Graph keeps a subscription to events for seven days at most. One that nobody renews, such as that
 * of an installation that is gone, goes on calling until it ends.
 */
const lifetimeMs = 2 * dayMs;

const subscribing: GraphOperation = {
  name: 'create subscription',
  writes: true,
  missing: 'room-not-found',
};
const renewing: GraphOperation = {
  name: 'renew subscription',
  writes: true,
  missing: 'event-not-found',
};

/** Change notifications of a room's calendar. https://learn.microsoft.com/graph/api/resources/subscription */
export function createPush(parts: GraphParts): BackendPush {
  const expiration = () => formatInstant(addMs(parts.clock.now(), lifetimeMs));
  const ask = async (request: Omit<GraphRequest, 'mailbox'>, ctx: CallContext) =>
    toSubscription(await parts.client.json({ ...request, mailbox: null }, ctx), request.operation);
  return {
    doSubscribe: (room, { url, secret }, ctx) =>
      ask(
        {
          operation: subscribing,
          method: 'POST',
          path: '/subscriptions',
          body: {
            changeType: 'created,updated,deleted',
            notificationUrl: url,
            lifecycleNotificationUrl: url,
            resource: eventsPath(mailboxOf(room)),
            expirationDateTime: expiration(),
            clientState: secret,
          },
        },
        ctx,
      ),
    doRenew: (subscriptionId, ctx) =>
      ask(
        {
          operation: renewing,
          method: 'PATCH',
          path: `/subscriptions/${encodeURIComponent(subscriptionId)}`,
          body: { expirationDateTime: expiration() },
        },
        ctx,
      ),
  };
}

function toSubscription(
  { id, expirationDateTime }: JsonObject,
  operation: GraphOperation,
): PushSubscription {
  const expiresAt = typeof expirationDateTime === 'string' && parseInstant(expirationDateTime);
  if (typeof id === 'string' && id !== '' && expiresAt) return { id, expiresAt };
  throw badAnswer(operation, 'it is no subscription');
}
