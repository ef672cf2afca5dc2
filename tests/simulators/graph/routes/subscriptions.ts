import { randomUUID } from 'node:crypto';
import { type GraphAnswer, type GraphCall, reply } from '../graph-call';
import { GraphFailure } from '../graph-failure';
import type { World } from '../store/world';
import type { Notifier } from '../subscriptions/notifier';
import { readSubscription, renewed } from '../subscriptions/read-subscription';
import type { Subscription } from '../subscriptions/subscription';
import { formatUtc } from '../zones';
import { readPermissions } from './events';
import { contextOf, type Json } from './odata';
import type { Route, RouteParameters } from './route';

/** Subscriptions to the events of mailboxes. */
export function createSubscriptionRoutes(notifier: Notifier): readonly Route[] {
  const find = ({ subscription: id = '' }: RouteParameters): Subscription => {
    const found = notifier.live().find((each) => each.id === id);
    if (found) return found;
    throw new GraphFailure(404, 'ResourceNotFound', `The object '${id}' was not found.`);
  };
  const keep = async (call: GraphCall, status: number, subscription: Subscription) => {
    notifier.subscriptions.set(subscription.id, subscription);
    const body = { ...contextOf(call, 'subscriptions/$entity'), ...render(subscription) };
    return reply(status, body);
  };
  const route = (method: string, path: string, handle: Route['handle']): Route => ({
    method,
    path,
    permissions: readPermissions,
    handle,
  });
  const create = async (world: World, call: GraphCall): Promise<GraphAnswer> => {
    const subscription = readSubscription(world, call, randomUUID());
    await notifier.validate(subscription);
    return keep(call, 201, subscription);
  };
  return [
    route('POST', '/subscriptions', create),
    route('GET', '/subscriptions', (_world, call) =>
      reply(200, { ...contextOf(call, 'subscriptions'), value: notifier.live().map(render) }),
    ),
    route('GET', '/subscriptions/{subscription}', (_world, call, parameters) =>
      reply(200, { ...contextOf(call, 'subscriptions/$entity'), ...render(find(parameters)) }),
    ),
    route('PATCH', '/subscriptions/{subscription}', (world, call, parameters) =>
      keep(call, 200, renewed(find(parameters), call.body, world.now())),
    ),
    route('DELETE', '/subscriptions/{subscription}', (_world, _call, parameters) => {
      notifier.subscriptions.delete(find(parameters).id);
      return reply(204);
    }),
    route('POST', '/subscriptions/{subscription}/reauthorize', (_world, _call, parameters) => {
      find(parameters);
      return reply(204);
    }),
  ];
}

function render(subscription: Subscription): Json {
  return {
    id: subscription.id,
    resource: subscription.resource,
    applicationId: subscription.applicationId,
    changeType: subscription.changeTypes.join(','),
    clientState: subscription.clientState,
    notificationUrl: subscription.notificationUrl,
    notificationQueryOptions: null,
    lifecycleNotificationUrl: subscription.lifecycleNotificationUrl,
    expirationDateTime: formatUtc(subscription.expirationMs),
    creatorId: subscription.applicationId,
    includeResourceData: null,
    latestSupportedTlsVersion: 'v1_2',
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: null,
  };
}
