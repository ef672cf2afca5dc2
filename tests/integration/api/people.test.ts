import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingBody, refused, sessionCookie } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';
import { placesOfText } from '@/tests/support/places-of-text';
import { waitFor } from '@/tests/support/wait-for';

const secret = randomBytes(32).toString('base64url');

let app: App;
let admin: string;
let database: Client;

beforeAll(async () => {
  app = await startApp({ env: { AUTH_SECRET: secret } });
  admin = await app.token('admin@example.org', 'admin');
  database = new Client({ connectionString: app.databaseUrl });
  await database.connect();
}, appStartTimeoutMs);
afterAll(async () => {
  await database?.end();
  await app?.stop();
});

/** Everything that was booked has been, three days ago. */
const span = ['starts_at', 'ends_at'];
const toThePast = Object.entries({
  bookings: span,
  booking_events: span,
  occurrences: [...span, 'held_from', 'held_until'],
  local_events: span,
  local_occurrences: span,
})
  .map(([table, columns]) => {
    const moved = columns.map((column) => `${column} = ${column} - interval '3 days'`);
    return `UPDATE ${table} SET ${moved.join(', ')};`;
  })
  .join('\n');

interface PersonAnswer {
  readonly id: string;
  readonly email: string;
  readonly leavingAt: string | null;
}

async function people(): Promise<readonly PersonAnswer[]> {
  const answer = await app.api('/api/v1/admin/people', { token: admin });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { items: PersonAnswer[] }).items;
}

const find = async (email: string) => (await people()).find((person) => person.email === email);
const remove = (id: string, token = admin) =>
  app.api(`/api/v1/admin/people/${id}`, { method: 'DELETE', token });

describe('removing a person', () => {
  it('ends their sessions and tokens at once, then their bookings, then their name', async () => {
    const carol = await app.token('carol@example.org', 'employee');
    const cookie = await sessionCookie(app, { secret, token: carol, sessionEpoch: 0 });
    const place = await makePlace(app, admin, {
      name: 'Removal',
      kind: 'local',
      addresses: [{}],
    });
    const roomId = place.roomIds[0] ?? '';
    const book = (title: string, hour: number) =>
      app.api('/api/v1/bookings', { token: carol, json: bookingBody(roomId, hour, { title }) });
    expect((await book('Carol then', 3)).status).toBe(201);
    await database.query(toThePast);
    const booked = await book('Carol alone', 0);
    expect(booked.status).toBe(201);
    const { id } = (await booked.json()) as { id: string };
    const person = await find('carol@example.org');
    expect(person?.leavingAt).toBeNull();
    expect((await remove(person?.id ?? '')).status).toBe(204);
    expect(await refused(await app.api('/api/v1/me', { token: carol }))).toBe(
      '401 unauthenticated',
    );
    expect(await refused(await app.api('/api/v1/me', { headers: { cookie } }))).toBe(
      '401 unauthenticated',
    );
    await waitFor('the person to be gone', async () =>
      (await find('carol@example.org')) === undefined ? true : null,
    );
    expect(await placesOfText(database, 'Carol')).toEqual([]);
    const { rows } = await database.query('SELECT title FROM local_events');
    expect(rows).toEqual([{ title: '—' }]);
    const left = await app.api(`/api/v1/bookings/${id}`, { token: admin });
    const text = await left.text();
    expect(text).toContain('cancelled');
    expect(text).not.toContain('arol');
    expect(await refused(await remove(person?.id ?? ''))).toBe('404 not-found');
  });

  it('is for administrators, and for others than oneself', async () => {
    const dora = await app.token('dora@example.org', 'manager');
    const own = await find('admin@example.org');
    const other = await find('dora@example.org');
    expect(await refused(await remove(own?.id ?? ''))).toBe('403 forbidden');
    expect(await refused(await remove(other?.id ?? '', dora))).toBe('403 forbidden');
    expect(await refused(await remove('nobody'))).toBe('404 not-found');
    expect((await find('dora@example.org'))?.leavingAt).toBeNull();
  });
});
