import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSecureFetch } from '../../support/secure-fetch';
import { anna, meetingIn, startTenant, type Tenant } from './tenant';

let tenant: Tenant;
beforeEach(async () => {
  tenant = await startTenant();
  await tenant.graph.get(`/users/${anna}/calendar`);
});
afterEach(() => tenant.close());

const create = () =>
  tenant.graph.post(
    `/users/${anna}/events`,
    meetingIn([], '2026-12-01T10:00:00', '2026-12-01T11:00:00'),
  );
const kept = () => tenant.simulator.peek.events(anna).length;

test.each([
  ['reset-before', 0],
  ['reset-after', 1],
  ['truncate', 1],
] as const)('%s breaks the answer off, with %i event made', async (kind, made) => {
  tenant.simulator.faults.order({ method: 'POST', fault: { kind } });
  await expect(create()).rejects.toThrow();
  expect(kept()).toBe(made);
  expect((await create()).status).toBe(201);
  expect(tenant.simulator.faults.met()).toBe(1);
});

test.each([
  ['hang-before', 0],
  ['hang-after', 1],
] as const)('%s never answers, with %i event made', async (kind, made) => {
  const { simulator } = tenant;
  simulator.faults.order({ path: /events$/, fault: { kind } });
  const outcome = create().then(
    () => 'answered',
    () => 'broken off',
  );
  await expect.poll(simulator.faults.met).toBe(1);
  await expect.poll(kept).toBe(made);
  tenant.graph.close();
  expect(await outcome).toBe('broken off');
});

test('a status is answered as ordered, as often as ordered, and nothing is made', async () => {
  const { faults } = tenant.simulator;
  faults.order({ times: 2, fault: { kind: 'status', status: 503, retryAfterSeconds: 0.5 } });
  const [first, second, third] = [await create(), await create(), await create()];
  expect([first.status, second.status, third.status]).toEqual([503, 503, 201]);
  expect(first.headers['retry-after']).toBe('0.5');
  expect(kept()).toBe(1);
});

test('one part of a batch fails while the batch does not', async () => {
  const { graph, simulator } = tenant;
  simulator.faults.order({ path: /calendarView$/, fault: { kind: 'status', status: 500 } });
  const { status, body } = await graph.post('/$batch', {
    requests: ['calendar', 'calendarView'].map((name) => ({
      id: name,
      method: 'GET',
      url: `/users/${anna}/${name}?startDateTime=2026-12-01&endDateTime=2026-12-02`,
    })),
  });
  const statuses = body.responses.map((part: { id: string; status: number }) => part.status);
  expect([status, ...statuses.sort()]).toEqual([200, 200, 500]);
});

test('a proxy between answers in HTML', async () => {
  const { simulator } = tenant;
  simulator.faults.order({ fault: { kind: 'html' } });
  const fetch = createSecureFetch(simulator.caCertificate);
  const answer = await fetch(`${simulator.baseUrl}/v1.0/users`);
  expect([answer.status, answer.headers['content-type']]).toEqual([
    502,
    'text/html; charset=utf-8',
  ]);
  fetch.close();
});

test('nobody but who has the authority trusts it', async () => {
  await expect(fetch(`${tenant.simulator.baseUrl}/v1.0/users`)).rejects.toThrow();
});
