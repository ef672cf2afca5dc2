import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGraphBackend } from '@/lib/calendar/backends/graph';
import { graphOptions } from '@/lib/calendar/backends/graph/options';
import { readHookCall } from '@/lib/calendar/backends/graph/read-hook-call';
import { instant } from '@/lib/core/time/instant';
import { type Subscriber, startSubscriber } from './subscriber';
import { anna, aurora, meetingIn, startTenant, type Tenant } from './tenant';

const dayMs = 24 * 60 * 60_000;
const room = { roomId: 'aurora', address: { email: aurora } };
const call = () => ({ signal: AbortSignal.timeout(10_000), requestId: randomUUID() });
let nowMs = Date.UTC(2026, 10, 25, 12);
let tenant: Tenant;
let subscriber: Subscriber;
let push: NonNullable<ReturnType<typeof createGraphBackend>['push']>;

beforeEach(async () => {
  tenant = await startTenant({ now: () => nowMs });
  tenant.simulator.authority.lifetimeSeconds = 30 * 86_400;
  subscriber = await startSubscriber();
  const { tenantId, clientId, clientSecret, baseUrl, authorityUrl, caCertificate } =
    tenant.simulator;
  const backend = createGraphBackend({
    options: graphOptions.parse({
      tenantId,
      clientId,
      clientSecret,
      baseUrl,
      authorityUrl,
      caCertificate,
    }),
    clock: { now: () => instant(nowMs) },
    newId: randomUUID,
  });
  if (!backend.push) throw new Error('no notices');
  push = backend.push;
});

/** Ends the tenant too, which throws what broke Microsoft's contract. */
afterEach(async () => {
  await subscriber.close();
  await tenant.close();
});

test('a subscription is asked for, renewed and told as the contract has it', async () => {
  const target = { url: subscriber.url, secret: 'x'.repeat(43) };
  const made = await push.doSubscribe(room, target, call());
  expect(made.expiresAt - nowMs).toBe(2 * dayMs);
  nowMs += dayMs;
  const renewed = await push.doRenew(made.id, call());
  expect([renewed.id, renewed.expiresAt - nowMs]).toEqual([made.id, 2 * dayMs]);
  await tenant.graph.post(
    `/users/${anna}/events`,
    meetingIn([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00'),
  );
  await tenant.simulator.attendant.settled();
  await tenant.simulator.notifier.settled();
  expect(subscriber.received.length).toBeGreaterThan(0);
  for (const body of subscriber.received) {
    expect(readHookCall({ query: {}, body })).toEqual({
      kind: 'notices',
      notices: [{ kind: 'changed', secret: target.secret }],
    });
  }
});

test.each([
  ['missed', 'missed'],
  ['reauthorizationRequired', 'expiring'],
  ['subscriptionRemoved', 'ended'],
] as const)('%s is read as %s', async (event, kind) => {
  await push.doSubscribe(room, { url: subscriber.url, secret: 'secret' }, call());
  const [subscription] = tenant.simulator.notifier.live();
  if (!subscription) throw new Error('no subscription');
  tenant.simulator.notifier.lifecycle(subscription, event);
  await tenant.simulator.notifier.settled();
  const [body] = subscriber.received;
  expect(readHookCall({ query: {}, body })).toEqual({
    kind: 'notices',
    notices: [{ kind, secret: 'secret' }],
  });
});

test('one that has run out is gone, and one that nobody echoes is refused', async () => {
  const target = { url: subscriber.url, secret: 'secret' };
  const made = await push.doSubscribe(room, target, call());
  nowMs += 3 * dayMs;
  await expect(push.doRenew(made.id, call())).rejects.toMatchObject({ code: 'event-not-found' });
  subscriber.behaviour = 'refuses';
  await expect(push.doSubscribe(room, target, call())).rejects.toMatchObject({
    code: 'invalid-request',
    outcome: 'not-applied',
  });
});

test('a question whether somebody is there is answered by its own text', () => {
  const query = { validationToken: 'Validation: <b>' };
  expect(readHookCall({ query, body: undefined })).toEqual({
    kind: 'echo',
    text: 'Validation: <b>',
  });
});

test('what is no notice of Graph is none', () => {
  const many = Array.from({ length: 1_001 }, () => ({ clientState: 'x' }));
  for (const body of [undefined, null, 'x', {}, { value: {} }, { value: [1] }, { value: many }]) {
    expect(readHookCall({ query: {}, body })).toBeNull();
  }
});
