import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna, aurora, ben, startTenant, type Tenant } from './tenant';

let tenant: Tenant;
beforeEach(async () => {
  tenant = await startTenant();
});
afterEach(() => tenant.close());

/** Holds every request inside the simulator until it is released. */
function holdRequests() {
  const waiting: (() => void)[] = [];
  tenant.simulator.setGate(() => new Promise((resolve) => waiting.push(resolve)));
  return {
    count: () => waiting.length,
    release() {
      tenant.simulator.setGate(null);
      for (const proceed of waiting.splice(0)) proceed();
    },
  };
}

test('a mailbox takes four at once; the fifth is told to come back, another mailbox is not', async () => {
  const { graph, simulator } = tenant;
  await graph.get(`/users/${anna}/calendar`);
  const held = holdRequests();
  const asked = Array.from({ length: 4 }, () => graph.get(`/users/${anna}/calendar`));
  await expect.poll(held.count).toBe(4);
  const fifth = await graph.get(`/users/${anna}/calendar`);
  expect(fifth.status).toBe(429);
  expect(fifth.body.error.code).toBe('ApplicationThrottled');
  expect(fifth.headers['retry-after']).toMatch(/^\d+\.\d+$/);
  const elsewhere = graph.get(`/users/${ben}/calendar`);
  await expect.poll(held.count).toBe(5);
  held.release();
  const statuses = (await Promise.all([...asked, elsewhere])).map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 200, 200, 200]);
  expect((await graph.get(`/users/${anna}/calendar`)).status).toBe(200);
  expect(simulator.figures()).toMatchObject({ mostAtOncePerMailbox: 4, throttled: 1 });
});

test('parts of a batch are throttled one by one', async () => {
  const { graph } = tenant;
  await graph.get(`/users/${anna}/calendar`);
  const held = holdRequests();
  const requests = Array.from({ length: 6 }, (_, index) => ({
    id: String(index),
    method: 'GET',
    url: `/users/${index < 5 ? anna : ben}/calendar`,
  }));
  const batch = graph.post('/$batch', { requests });
  await expect.poll(held.count).toBe(5);
  held.release();
  const { status, body } = await batch;
  const parts = new Map(
    body.responses.map((part: { id: string; status: number }) => [part.id, part]),
  );
  const statuses = requests.map(({ id }) => (parts.get(id) as { status: number }).status);
  expect([status, ...statuses]).toEqual([200, 200, 200, 200, 200, 429, 200]);
  expect((parts.get('4') as { headers: Record<string, string> }).headers['Retry-After']).toMatch(
    /^\d+\.\d+$/,
  );
});

test('a spent budget is refused until its period is over', async () => {
  const { graph, simulator } = tenant;
  simulator.throttling.budget = 2;
  const ask = async () => (await graph.get(`/users/${aurora}/calendar`)).status;
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
  simulator.throttling.periodMs = 0;
  expect(await ask()).toBe(200);
});

test('a service that is away says so with 503 and a decimal Retry-After', async () => {
  const { graph, simulator } = tenant;
  simulator.setUnavailable(1.5);
  const away = await graph.get(`/users/${anna}/calendar`);
  expect([away.status, away.headers['retry-after']]).toEqual([503, '1.5']);
  simulator.setUnavailable(null);
  expect((await graph.get(`/users/${anna}/calendar`)).status).toBe(200);
});

test('a batch holds twenty parts, with ids of their own', async () => {
  const { graph } = tenant;
  const parts = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: String(index),
      method: 'GET',
      url: `/users/nobody${index}@contoso.example/calendar`,
    }));
  expect((await graph.post('/$batch', { requests: parts(20) })).status).toBe(200);
  expect((await graph.post('/$batch', { requests: parts(21) })).status).toBe(400);
  const twice = [...parts(1), ...parts(1)];
  expect((await graph.post('/$batch', { requests: twice })).status).toBe(400);
});
