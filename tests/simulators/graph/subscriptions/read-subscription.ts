import { z } from 'zod';
import type { GraphCall } from '../graph-call';
import { badRequest } from '../graph-failure';
import { findMailbox, type World } from '../store/world';
import type { Subscription } from './subscription';

const mostMinutes = 10_080;
const mostClientState = 128;
const minuteMs = 60_000;

const subscriptionJson = z.object({
  changeType: z.string(),
  notificationUrl: z.string(),
  lifecycleNotificationUrl: z.string().nullish(),
  resource: z.string(),
  expirationDateTime: z.string(),
  clientState: z.string().nullish(),
});
const renewalJson = z.object({
  expirationDateTime: z.string().optional(),
  notificationUrl: z.string().optional(),
});

/** @throws GraphFailure where Graph would refuse before it asks the subscriber. */
export function readSubscription(world: World, call: GraphCall, id: string): Subscription {
  const parsed = subscriptionJson.safeParse(call.body);
  if (!parsed.success) throw invalid('The subscription lacks a property that it needs.');
  const json = parsed.data;
  const name = /^\/?users\/([^/]+)\/(?:calendar\/)?events$/i.exec(json.resource)?.[1];
  const mailbox = name === undefined ? null : findMailbox(world, decodeURIComponent(name));
  if (!mailbox) throw invalid(`Resource '${json.resource}' is not supported or does not exist.`);
  const changeTypes = json.changeType.split(',').map((word) => word.trim().toLowerCase());
  if (changeTypes.some((word) => !['created', 'updated', 'deleted'].includes(word))) {
    throw invalid(`ChangeType '${json.changeType}' is not valid.`);
  }
  if ((json.clientState ?? '').length > mostClientState) {
    throw invalid(`ClientState must not be longer than ${mostClientState} characters.`);
  }
  for (const url of [json.notificationUrl, json.lifecycleNotificationUrl]) {
    if (url !== null && url !== undefined) checkUrl(url);
  }
  return {
    id,
    resource: json.resource,
    mailbox: mailbox.address.toLowerCase(),
    changeTypes,
    notificationUrl: json.notificationUrl,
    lifecycleNotificationUrl: json.lifecycleNotificationUrl ?? null,
    clientState: json.clientState ?? null,
    expirationMs: readExpiration(json.expirationDateTime, world.now()),
    applicationId: call.caller.applicationId,
  };
}

/** What a PATCH leaves of it: a later expiry, or another address. */
export function renewed(before: Subscription, body: unknown, nowMs: number): Subscription {
  const parsed = renewalJson.safeParse(body);
  if (!parsed.success) throw invalid('The renewal cannot be read.');
  const { expirationDateTime, notificationUrl } = parsed.data;
  return {
    ...before,
    ...(notificationUrl === undefined ? {} : { notificationUrl }),
    ...(expirationDateTime === undefined
      ? {}
      : { expirationMs: readExpiration(expirationDateTime, nowMs) }),
  };
}

function readExpiration(text: string, nowMs: number): number {
  const expirationMs = Date.parse(text);
  if (Number.isNaN(expirationMs)) throw invalid('ExpirationDateTime is no date.');
  if (expirationMs <= nowMs) throw invalid('Subscription expiration must be in the future.');
  if (expirationMs - nowMs > mostMinutes * minuteMs) {
    throw invalid(`Subscription expiration can only be ${mostMinutes} minutes in the future.`);
  }
  return expirationMs;
}

/** Graph wants HTTPS; this machine's own addresses may do without. */
function checkUrl(url: string): void {
  const target = URL.canParse(url) ? new URL(url) : null;
  const isHere = target && ['127.0.0.1', 'localhost'].includes(target.hostname);
  if (target?.protocol === 'https:' || (isHere && target.protocol === 'http:')) return;
  throw invalid('The NotificationUrl must be an HTTPS URL.');
}

function invalid(message: string) {
  return badRequest('InvalidRequest', message);
}
