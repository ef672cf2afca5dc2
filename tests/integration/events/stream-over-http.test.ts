import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addMs, formatInstant, hourMs, instant } from '@/lib/core/time/instant';
import { runStreams } from '@/tests/bench/stream/run-streams';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { openEventReader } from '@/tests/support/event-reader';
import { makePlace, type Place } from '@/tests/support/make-place';
import { readUsage } from '@/tests/support/process-usage';
import { waitFor } from '@/tests/support/wait-for';

const problem = z.object({ code: z.string() });

describe('GET /api/v1/stream, on two processes', () => {
  let app: App;
  let place: Place;
  let alice: string;
  let bob: string;

  beforeAll(async () => {
    app = await startApp({ replicas: 2, env: { LOG_LEVEL: 'info' } });
    const admin = await app.token('admin@example.org', 'admin');
    place = await makePlace(app, admin, { name: 'Stream', kind: 'local', addresses: [{}, {}] });
    alice = await app.token('alice@example.org', 'employee');
    bob = await app.token('bob@example.org', 'employee');
  }, appStartTimeoutMs);
  afterAll(() => app.stop());

  const book = async (hour: number, replica: number) => {
    const tomorrow = addMs(instant(Math.ceil(Date.now() / hourMs) * hourMs), 24 * hourMs);
    const start = formatInstant(addMs(tomorrow, hour * hourMs));
    const response = await app.api('/api/v1/bookings', {
      token: alice,
      replica,
      json: {
        roomIds: place.roomIds.slice(0, 1),
        title: 'A private matter',
        start,
        end: formatInstant(addMs(tomorrow, (hour + 1) * hourMs)),
        timeZone: 'Europe/Paris',
      },
    });
    expect(response.status).toBe(201);
    return start;
  };

  it.each([
    { query: '', token: 'nobody', status: 401, code: 'unauthenticated' },
    { query: '?roomIds=nowhere', token: 'bob', status: 404, code: 'not-found' },
    { query: '?buildingId=nowhere', token: 'bob', status: 404, code: 'not-found' },
    { query: '?roomIds=a&buildingId=b', token: 'bob', status: 422, code: 'invalid-input' },
    { query: '?roomIds=%00', token: 'bob', status: 422, code: 'invalid-input' },
  ])('answers $query of $token with $status', async ({ query, token, status, code }) => {
    const response = await app.api(`/api/v1/stream${query}`, {
      token: token === 'bob' ? bob : 'no token',
      signal: AbortSignal.timeout(10_000),
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(problem.parse(await response.json()).code).toBe(code);
  });

  it('begins at once, and is held back by no compression', async () => {
    const reader = await openEventReader({ url: app.url, token: bob });
    await waitFor('the first id', () => reader.lastEventId() !== '');
    expect(reader.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(reader.headers['content-encoding']).toBeUndefined();
    reader.close();
  });

  it('tells on one process of a booking made on the other, without a word of its content', async () => {
    const query = `?buildingId=${place.buildingId}`;
    const own = await openEventReader({ url: app.urls[1] ?? '', token: alice, query });
    const other = await openEventReader({ url: app.urls[1] ?? '', token: bob, query });
    const confirmed = () => own.events.filter(({ data }) => data.includes('confirmed'));
    for (const hour of [0, 1, 2]) {
      const start = await book(hour, 0);
      const answeredMs = performance.now();
      await waitFor('the confirmation', () => confirmed().length > hour, 5_000);
      expect((confirmed().at(-1)?.atMs ?? 0) - answeredMs).toBeLessThan(500);
      await waitFor('the room', () => other.events.some(({ data }) => data.includes(start)), 5_000);
    }
    expect(new Set(other.events.map(({ event }) => event))).toEqual(new Set(['availability']));
    expect(JSON.stringify([own.events, other.events])).not.toContain('private');
    own.close();
    other.close();
  });

  it('goes on where a reader was, on the other process', async () => {
    const first = await openEventReader({ url: app.url, token: bob });
    await book(5, 0);
    await waitFor('the room', () => first.events.length > 0);
    first.close();
    const missed = [await book(6, 0), await book(7, 1)];
    const lastEventId = first.lastEventId();
    const second = await openEventReader({ url: app.urls[1] ?? '', token: bob, lastEventId });
    await waitFor('what was missed', () =>
      missed.every((start) => second.events.some(({ data }) => data.includes(start))),
    );
    const ids = [...first.events, ...second.events].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    second.close();
  });

  it('drops a reader who does not read, without growing, and serves the others', async () => {
    const slow = await openEventReader({ url: app.url, token: bob });
    const other = await openEventReader({ url: app.url, token: bob });
    slow.pause();
    const pid = app.pids()[0] ?? 0;
    const before = await readUsage(pid);
    const client = new Client({ connectionString: app.databaseUrl });
    await client.connect();
    let sent = 0;
    const isDropped = () => app.log().includes('a reader of the change stream fell behind');
    try {
      while (!isDropped() && sent < mostFlood) {
        await client.query(flood, [floodLines, sent, 'x'.repeat(floodLineBytes)]);
        await client.query("SELECT pg_notify('foyer_outbox', '')");
        sent += floodLines;
        await waitFor('the other reader', () => other.events.length >= sent);
      }
    } finally {
      await client.end();
    }
    expect(isDropped()).toBe(true);
    const grownMb = Math.round((await readUsage(pid)).memoryMb - before.memoryMb);
    const floodMb = Math.round((sent * floodLineBytes) / 1_000_000);
    process.stdout.write(`dropped after ${floodMb} MB; the process grew by ${grownMb} MB\n`);
    slow.resume();
    await waitFor('the end of the slow stream', () => slow.hasEnded());
    expect(slow.events.length).toBeLessThan(sent);
    expect(other.hasEnded()).toBe(false);
    expect(app.log()).not.toContain('failed to pipe');
    other.close();
  });

  it('carries many streams on one process, and tells them all, once', async () => {
    const options = { streams: 200, bookings: 5, quietMs: 1_000 };
    const admin = await app.token('admin@example.org', 'admin');
    const other = await makePlace(app, admin, { name: 'Crowd', kind: 'local', addresses: [{}] });
    const figures = await runStreams(app, other, options);
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    expect(figures).toMatchObject({ repeated: 0, ended: 0 });
  });

  it('lets the process leave while streams are open', async () => {
    const reader = await openEventReader({ url: app.url, token: bob });
    const pid = app.pids()[0] ?? 0;
    process.kill(pid, 'SIGTERM');
    await waitFor('the process to leave', () => !isAlive(pid), 10_000);
    expect(reader.hasEnded()).toBe(true);
  });
});

/** Few at once, for whoever reads, and so long that they soon fill what the network holds. */
const floodLines = 20;
const floodLineBytes = 5_000;
const mostFlood = 20_000;
const flood = `
  INSERT INTO outbox (organisation_id, topic, payload)
  SELECT (SELECT id FROM organisations), 'availability',
         jsonb_build_object('roomId', $3::text, 'start', $2::integer + n, 'end', $2::integer + n + 1)
    FROM generate_series(1, $1::integer) AS n`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
