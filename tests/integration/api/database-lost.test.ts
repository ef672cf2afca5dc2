import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTcpProxy, type TcpProxy } from '@/tests/conformance/support/tcp-proxy';
import { bookingBody, refused } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';
import { createTestDatabase, type TestDatabase } from '@/tests/support/postgres';
import { waitFor } from '@/tests/support/wait-for';

let database: TestDatabase;
let road: TcpProxy;
let app: App;
let alice: string;
let roomId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const url = new URL(database.url);
  road = await startTcpProxy(Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(road.port);
  app = await startApp({ databaseUrl: url.href });
  const admin = await app.token('admin@example.org', 'admin');
  const place = await makePlace(app, admin, { name: 'House', kind: 'local', addresses: [{}] });
  roomId = place.roomIds[0] ?? '';
  alice = await app.token('alice@example.org', 'employee');
}, appStartTimeoutMs);
afterAll(async () => {
  await app?.stop();
  await road?.stop();
  await database?.drop();
});

const book = (hour: number) =>
  app.api('/api/v1/bookings', { token: alice, json: bookingBody(roomId, hour) });

describe('without its database', () => {
  it('says so everywhere, and is well again once it is back', async () => {
    expect((await book(0)).status).toBe(201);
    road.setMode('refuse');
    const health = await app.api('/api/v1/health');
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ status: 'degraded', database: 'lost' });
    for (const path of ['/api/v1/me', '/api/v1/rooms', '/api/v1/bookings']) {
      const response = await app.api(path, { token: alice });
      expect(await refused(response)).toBe('503 database-unavailable');
    }
    expect(await refused(await book(2))).toBe('503 database-unavailable');

    road.setMode('pass');
    await waitFor('health', async () => (await app.api('/api/v1/health')).ok);
    expect((await app.api('/api/v1/me', { token: alice })).status).toBe(200);
    expect((await book(2)).status).toBe(201);
  });

  it('answers no request that is under way with an error of its own', async () => {
    const asked = Array.from({ length: 30 }, (_, index) => book(10 + index));
    road.setMode('refuse');
    const statuses = await Promise.all(asked.map(async (answer) => (await answer).status));
    road.setMode('pass');
    for (const status of statuses) expect([201, 202, 503]).toContain(status);
    await waitFor('health', async () => (await app.api('/api/v1/health')).ok);
  });

  it('takes up after a crash what it had begun', async () => {
    const asked = Array.from({ length: 8 }, (_, index) => book(60 + index).catch(() => null));
    await app.kill();
    await Promise.all(asked);
    await app.restart();
    await waitFor('every booking to settle', readOpen, 60_000);
  });

  /** True once nothing is pending: a killed request's lease has to run out first. */
  async function readOpen(): Promise<boolean> {
    const path = '/api/v1/bookings?status=pending,awaiting-room';
    const page = (await (await app.api(path, { token: alice })).json()) as { items: unknown[] };
    return page.items.length === 0;
  }
});
