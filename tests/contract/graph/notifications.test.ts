import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Subscriber, startSubscriber } from './subscriber';
import { anna, aurora, eventPath, meetingIn, startTenant, type Tenant } from './tenant';

const start = Date.UTC(2026, 10, 25, 12);
const minuteMs = 60_000;
let nowMs = start;
let tenant: Tenant;
let subscriber: Subscriber;
beforeEach(async () => {
  nowMs = start;
  tenant = await startTenant({ now: () => nowMs });
  tenant.simulator.authority.lifetimeSeconds = 86_400;
  subscriber = await startSubscriber();
});
afterEach(async () => {
  await subscriber.close();
  await tenant.close();
});

function subscribe(more: Readonly<Record<string, unknown>> = {}) {
  return tenant.graph.post('/subscriptions', {
    changeType: 'created,updated,deleted',
    notificationUrl: subscriber.url,
    lifecycleNotificationUrl: subscriber.url,
    resource: `/users/${aurora}/events`,
    expirationDateTime: inMinutes(60),
    clientState: 'secret',
    ...more,
  });
}

function inMinutes(minutes: number): string {
  return new Date(nowMs + minutes * minuteMs).toISOString();
}

async function book(): Promise<string> {
  const made = await tenant.graph.post(
    `/users/${anna}/events`,
    meetingIn([aurora], '2026-12-01T10:00:00', '2026-12-01T11:00:00'),
  );
  await tenant.simulator.attendant.settled();
  await tenant.simulator.notifier.settled();
  return made.body.id;
}

interface Notification {
  readonly value: readonly {
    readonly changeType?: string;
    readonly clientState: string;
    readonly lifecycleEvent?: string;
    readonly resource?: string;
    readonly resourceData?: { readonly id: string };
  }[];
}

const received = () => subscriber.received as readonly Notification[];

test('what happens in the mailbox is told, with the state that was agreed', async () => {
  expect((await subscribe()).status).toBe(201);
  const id = await book();
  await tenant.graph.delete(eventPath(anna, id));
  await tenant.simulator.attendant.settled();
  await tenant.simulator.notifier.settled();
  const changes = received().map(({ value }) => value[0]?.changeType);
  expect(changes).toEqual(['created', 'updated', 'deleted']);
  const [first] = received();
  expect(first?.value[0]).toMatchObject({ clientState: 'secret' });
  expect(first?.value[0]?.resource).toContain(first?.value[0]?.resourceData?.id);
});

test('a subscriber that does not echo the token gets no subscription', async () => {
  for (const behaviour of ['echoes-wrongly', 'refuses'] as const) {
    subscriber.behaviour = behaviour;
    const refused = await subscribe();
    expect([refused.status, refused.body.error.code]).toEqual([400, 'ValidationError']);
  }
  const closed = await subscribe({ notificationUrl: 'http://127.0.0.1:1/hook' });
  expect(closed.status).toBe(400);
  expect((await tenant.graph.get('/subscriptions')).body.value).toEqual([]);
});

test('what Graph would not take is refused before anybody is asked', async () => {
  const statuses = [
    await subscribe({ expirationDateTime: inMinutes(10_081) }),
    await subscribe({ expirationDateTime: inMinutes(-1) }),
    await subscribe({ clientState: 'x'.repeat(129) }),
    await subscribe({ resource: '/users/nobody@contoso.example/events' }),
    await subscribe({ changeType: 'everything' }),
    await subscribe({ notificationUrl: 'http://elsewhere.example/hook' }),
    await subscribe({ expirationDateTime: inMinutes(10_080), clientState: 'x'.repeat(128) }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([400, 400, 400, 400, 400, 400, 201]);
});

test('it ends when it said it would unless it is renewed', async () => {
  const [kept, left] = [await subscribe(), await subscribe()];
  nowMs = start + 30 * minuteMs;
  const renewal = { expirationDateTime: inMinutes(60) };
  expect((await tenant.graph.patch(`/subscriptions/${kept.body.id}`, renewal)).status).toBe(200);
  nowMs = start + 61 * minuteMs;
  expect((await tenant.graph.get(`/subscriptions/${kept.body.id}`)).status).toBe(200);
  expect((await tenant.graph.get(`/subscriptions/${left.body.id}`)).status).toBe(404);
  expect((await tenant.graph.patch(`/subscriptions/${left.body.id}`, renewal)).status).toBe(404);
  await book();
  expect(new Set(tenant.simulator.notifier.deliveries.map((each) => each.subscriptionId))).toEqual(
    new Set([kept.body.id]),
  );
});

test('what is lost on the way is followed by a word that something was', async () => {
  await subscribe();
  const { notifier } = tenant.simulator;
  notifier.lose(2);
  await book();
  expect(received()).toEqual([]);
  const [subscription] = notifier.live();
  if (!subscription) throw new Error('no subscription');
  for (const event of ['missed', 'reauthorizationRequired', 'subscriptionRemoved'] as const) {
    notifier.lifecycle(subscription, event);
  }
  await notifier.settled();
  expect(received().map(({ value }) => value[0]?.lifecycleEvent)).toEqual([
    'missed',
    'reauthorizationRequired',
    'subscriptionRemoved',
  ]);
});
