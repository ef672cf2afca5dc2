import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bookingBody,
  countBookings,
  hourTomorrow,
  problemOf,
  refused,
} from '@/tests/integration/api/support';
import { type ApiRequest, type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';

let app: App;
let admin: string;
let alice: string;
let roomId: string;

beforeAll(async () => {
  app = await startApp();
  admin = await app.token('admin@example.org', 'admin');
  alice = await app.token('alice@example.org', 'employee');
  const place = await makePlace(app, admin, { name: 'House', kind: 'local', addresses: [{}] });
  roomId = place.roomIds[0] ?? '';
}, appStartTimeoutMs);
afterAll(() => app?.stop());

const post = (json: unknown, more: ApiRequest = {}) =>
  app.api('/api/v1/bookings', { token: alice, json, ...more });

describe('who asks', () => {
  it.each([
    ['nobody', {}],
    ['an unknown token', { token: `foyer_${'x'.repeat(43)}` }],
    ['no token at all after Bearer', { headers: { authorization: 'Bearer' } }],
    ['a session that is none', { headers: { cookie: 'next-auth.session-token=abc' } }],
  ])('as %s is 401', async (_who, request) => {
    const response = await app.api('/api/v1/me', request);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await refused(response)).toBe('401 unauthenticated');
  });

  it('without the right is 403', async () => {
    const path = '/api/v1/admin/connections';
    expect(await refused(await app.api(path, { token: alice }))).toBe('403 forbidden');
    const manager = await app.token('manager@example.org', 'manager');
    expect(await refused(await app.api(path, { token: manager }))).toBe('403 forbidden');
    expect((await app.api(path, { token: admin })).status).toBe(200);
  });
});

/** Beside each path, as much of it as a name of a test may have. */
function named(paths: readonly string[]): readonly (readonly [string, string])[] {
  return paths.map((path) => [path.slice(0, 80), path]);
}

describe('what does not exist', () => {
  const nowhere = [
    '/api/v1/nothing',
    '/api/v1/rooms/none/of/this',
    '/api/v1/rooms/unknown',
    '/api/v1/rooms/%00',
    `/api/v1/rooms/${'9'.repeat(5_000)}`,
    '/api/v1/rooms/..%2f..%2fetc%2fpasswd',
    '/api/v1/bookings/unknown',
    '/api/v1/bookings/%F0%9F%A6%8A',
    '/api/v1/admin/buildings/unknown',
    '/api/v1/admin/connections/unknown',
    '/api/v1/admin/connections/unknown/rooms',
  ];

  it.each(named(nowhere))('is 404: %s', async (_name, path) => {
    expect(await refused(await app.api(path, { token: admin }))).toBe('404 not-found');
  });

  it('as a method is 405 and says what there is', async () => {
    const response = await app.api('/api/v1/me', { token: alice, method: 'DELETE' });
    expect(response.headers.get('allow')).toBe('GET, PATCH');
    expect(await refused(response)).toBe('405 method-not-allowed');
    const patched = await app.api('/api/v1/bookings', { token: alice, method: 'PUT', json: {} });
    expect(await refused(patched)).toBe('405 method-not-allowed');
  });
});

describe('bad bodies', () => {
  const bad: readonly (readonly [string, () => ApiRequest, string])[] = [
    ['malformed JSON', () => ({ json: undefined, body: '{"roomIds": [' }), '400 malformed-json'],
    ['broken UTF-8', () => ({ body: new Uint8Array([0x22, 0xff, 0x22]) }), '400 malformed-json'],
    ['nothing', () => ({ body: '' }), '422 invalid-input'],
    ['a list', () => ({ body: '[]' }), '422 invalid-input'],
    ['null', () => ({ body: 'null' }), '422 invalid-input'],
    [
      'deep nesting',
      () => ({ body: '['.repeat(50_000) + ']'.repeat(50_000) }),
      '422 invalid-input',
    ],
    [
      'a title of 10 MB',
      () => ({ body: JSON.stringify(bookingBody(roomId, 9, { title: 'x'.repeat(10_000_000) })) }),
      '413 payload-too-large',
    ],
  ];

  it.each(bad)('%s is refused', async (_what, request, expected) => {
    const headers = { 'content-type': 'application/json' };
    const response = await app.api('/api/v1/bookings', {
      token: alice,
      method: 'POST',
      headers,
      ...request(),
    });
    expect(await refused(response)).toBe(expected);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'of the type %s is 415',
    async (type) => {
      const body = JSON.stringify(bookingBody(roomId, 9));
      const headers = { 'content-type': type };
      const response = await app.api('/api/v1/bookings', { token: alice, body, headers });
      expect(await refused(response)).toBe('415 unsupported-media-type');
    },
  );

  const fields: readonly (readonly [string, () => object, string])[] = [
    ['roomIds as text', () => ({ roomIds: roomId }), 'roomIds'],
    ['no room', () => ({ roomIds: [] }), 'roomIds'],
    ['a room twice', () => ({ roomIds: [roomId, roomId] }), 'roomIds'],
    ['an unknown room', () => ({ roomIds: ['nowhere'] }), 'roomIds.0'],
    ['a room that is no id', () => ({ roomIds: ['a b'] }), 'roomIds.0'],
    ['a number as title', () => ({ title: 5 }), 'title'],
    ['an empty title', () => ({ title: '   ' }), 'title'],
    ['a title with NUL', () => ({ title: 'a\0b' }), 'title'],
    ['a title with half a pair', () => ({ title: 'a\ud83e' }), 'title'],
    ['a title too long', () => ({ title: 'x'.repeat(256) }), 'title'],
    ['a start that is no time', () => ({ start: 'tomorrow' }), 'start'],
    ['a start without an offset', () => ({ start: '2027-01-01T10:00:00' }), 'start'],
    ['a start in year 999999', () => ({ start: '+999999-01-01T10:00:00Z' }), 'start'],
    ['an end before the start', () => ({ end: '2020-01-01T10:00:00Z' }), 'end'],
    ['an end at the start', () => ({ end: hourTomorrow(9).start }), 'end'],
    ['an unknown zone', () => ({ timeZone: 'Mars/Olympus' }), 'timeZone'],
    ['attendees that are none', () => ({ attendees: [{ email: 'x' }] }), 'attendees.0.email'],
    ['an unknown visibility', () => ({ visibility: 'secret' }), 'visibility'],
    ['an unknown field', () => ({ surprise: true }), ''],
  ];

  it.each(fields)('with %s are 422 and name the field', async (_what, more, path) => {
    const problem = await problemOf(await post(bookingBody(roomId, 9, more())));
    expect(problem).toMatchObject({ status: 422, code: 'invalid-input' });
    expect(problem.errors?.map((error) => error.path)).toContain(path);
  });

  it('that break the rules of the room are 403 with each rule', async () => {
    const past = { start: '2020-01-01T10:00:00Z', end: '2020-01-01T10:01:00Z' };
    const problem = await problemOf(await post(bookingBody(roomId, 9, past)));
    expect(problem).toMatchObject({ status: 403, code: 'policy' });
    expect(problem.violations?.map(({ rule }) => rule)).toEqual(['past', 'min-duration']);
    const far = { start: '2036-01-01T10:00:00Z', end: '2036-01-01T11:00:00Z' };
    const later = await problemOf(await post(bookingBody(roomId, 9, far)));
    expect(later.violations).toMatchObject([{ rule: 'booking-window', limit: 180 }]);
  });

  it.each(['', 'a b', 'ü', 'x'.repeat(201)])('with the Idempotency-Key %j are 422', async (key) => {
    const bytes = Buffer.from(key, 'utf8').toString('latin1');
    const request = { headers: { 'idempotency-key': bytes } };
    const response = await post(bookingBody('nowhere', 9), request);
    expect(await refused(response)).toBe('422 invalid-input');
  });

  it('have changed nothing', async () => {
    expect(await countBookings(app, await app.token('mona@example.org', 'manager'))).toBe(0);
  });
});

describe('bad queries', () => {
  const day = 'start=2027-01-01T00:00:00Z&end=2027-01-02T00:00:00Z';

  const bad = [
    '/api/v1/rooms?limit=0',
    '/api/v1/rooms?limit=1001',
    '/api/v1/rooms?limit=ten',
    '/api/v1/rooms?minCapacity=-1',
    '/api/v1/rooms?accessible=maybe',
    '/api/v1/rooms?q=%00',
    '/api/v1/rooms?cursor=',
    '/api/v1/rooms?cursor=garbage',
    '/api/v1/rooms?cursor=WyJhIiwiYiJd',
    `/api/v1/bookings?cursor=${Buffer.from('[1e300,"x"]').toString('base64url')}`,
    `/api/v1/bookings?cursor=${Buffer.from('[1.5,"x"]').toString('base64url')}`,
    `/api/v1/bookings?cursor=${Buffer.from('[0,"\\u0000"]').toString('base64url')}`,
    '/api/v1/bookings?status=lost',
    '/api/v1/bookings?start=now',
    `/api/v1/availability?${day}`,
    `/api/v1/availability?roomIds=a&buildingId=b&${day}`,
    '/api/v1/availability?roomIds=a&start=2027-01-02T00:00:00Z&end=2027-01-01T00:00:00Z',
    '/api/v1/availability?roomIds=a&start=2027-01-01T00:00:00Z&end=2027-06-01T00:00:00Z',
    `/api/v1/availability?${day}&roomIds=${Array.from({ length: 1_001 }, (_, i) => i).join(',')}`,
    '/api/v1/search?start=2027-01-01T00:00:00Z',
    '/api/v1/search?start=2027-01-01T00:00:00Z&durationMinutes=30&end=2027-01-01T01:00:00Z',
    '/api/v1/search?start=2027-01-01T00:00:00Z&durationMinutes=1e9',
  ];

  it.each(named(bad))('are 422: %s', async (_name, path) => {
    expect(await refused(await app.api(path, { token: alice }))).toBe('422 invalid-input');
  });

  it('of an unknown room say unknown or not found, never an empty day', async () => {
    const response = await app.api(`/api/v1/availability?roomIds=nowhere&${day}`, { token: alice });
    const body: unknown = await response.json();
    expect(body).not.toMatchObject({ items: [{ status: 'known' }] });
  });
});

it('titles of any script and length go in and come out the same', async () => {
  const titles = [
    'Réunion 🦊 ‏שלום',
    '𝕏'.repeat(127),
    '"quotes" \\ \t; BEGIN:VEVENT',
    "'; DROP TABLE",
  ];
  for (const [index, title] of titles.entries()) {
    const response = await post(bookingBody(roomId, 20 + index, { title }));
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ title: title.trim() });
  }
});
