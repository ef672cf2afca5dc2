import { randomBytes } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toSessionToken } from '@/lib/auth/session-token';
import { bookingBody, countBookings, refused } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';

const secret = randomBytes(32).toString('base64url');

let app: App;
let admin: string;
let cookie: string;
let roomId: string;

beforeAll(async () => {
  app = await startApp({ env: { AUTH_SECRET: secret } });
  admin = await app.token('admin@example.org', 'admin');
  const place = await makePlace(app, admin, { name: 'House', kind: 'local', addresses: [{}] });
  roomId = place.roomIds[0] ?? '';
  const alice = await app.token('alice@example.org', 'employee');
  const { id } = (await (await app.api('/api/v1/me', { token: alice })).json()) as { id: string };
  const token = await encode({ token: toSessionToken({ personId: id, sessionEpoch: 0 }), secret });
  cookie = `foyer.session=${token}`;
}, appStartTimeoutMs);
afterAll(() => app?.stop());

const book = (hour: number, headers: Readonly<Record<string, string>>) =>
  app.api('/api/v1/bookings', {
    json: bookingBody(roomId, hour),
    headers: { cookie, ...headers },
  });

describe('a session cookie', () => {
  it('signs in', async () => {
    const me = await app.api('/api/v1/me', { headers: { cookie } });
    expect(await me.json()).toMatchObject({ email: 'alice@example.org' });
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    [
      'another site, by its own word',
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    ],
    ['nowhere', { origin: 'null' }],
    ['no browser', {}],
    ['another port', { origin: 'http://127.0.0.1:1' }],
  ])('changes nothing for a request from %s', async (_where, headers) => {
    expect(await refused(await book(0, headers))).toBe('403 foreign-origin');
    expect(await countBookings(app, admin)).toBe(0);
  });

  it('books and cancels from our own pages', async () => {
    const own = { origin: app.url, 'sec-fetch-site': 'same-origin' };
    const made = await book(0, own);
    expect(made.status).toBe(201);
    const path = made.headers.get('location') ?? '';
    const foreign = { cookie, origin: 'https://evil.example' };
    const blocked = await app.api(path, { method: 'DELETE', headers: foreign });
    expect(await refused(blocked)).toBe('403 foreign-origin');
    const gone = await app.api(path, { method: 'DELETE', headers: { cookie, ...own } });
    expect(gone.status).toBe(204);
  });

  it('does not help where a wrong token was sent as well', async () => {
    const headers = { cookie, authorization: 'Bearer wrong' };
    expect(await refused(await app.api('/api/v1/me', { headers }))).toBe('401 unauthenticated');
  });

  it('of another secret is nobody', async () => {
    const token = await encode({
      token: toSessionToken({ personId: 'x', sessionEpoch: 0 }),
      secret: 'x'.repeat(40),
    });
    const headers = { cookie: `foyer.session=${token}` };
    expect(await refused(await app.api('/api/v1/me', { headers }))).toBe('401 unauthenticated');
  });
});
