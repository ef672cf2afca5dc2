import { afterAll, beforeAll, expect, it } from 'vitest';
import { hourTomorrow } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { makePlace, type Place } from '@/tests/support/make-place';

let app: App;
let token: string;
let place: Place;

beforeAll(async () => {
  app = await startApp();
  token = await app.token('admin@example.org', 'admin');
  const addresses = Array.from({ length: 20 }, () => ({}));
  place = await makePlace(app, token, { name: 'House', kind: 'local', addresses });
}, appStartTimeoutMs);
afterAll(() => app?.stop());

const get = (target: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${app.url}${target}`, { headers: { authorization: `Bearer ${token}`, ...headers } });

const paths = () => {
  const { start, end } = hourTomorrow(1);
  const day = `buildingId=${place.buildingId}&start=${start}&end=${end}`;
  return {
    description: '/api/v1/openapi.json',
    rooms: '/api/v1/rooms',
    availability: `/api/v1/availability?${day}`,
    search: `/api/v1/search?start=${start}&end=${end}`,
  };
};

it.each(['description', 'rooms', 'availability', 'search'] as const)(
  'is compressed for who takes that, and says the same: %s',
  async (name) => {
    const path = paths()[name];
    const plain = await get(path, { 'accept-encoding': 'identity' });
    const text = await plain.text();
    expect(plain.headers.get('content-encoding')).toBeNull();
    const response = await get(path, { 'accept-encoding': 'gzip, deflate, br' });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(withoutAge(await response.text())).toBe(withoutAge(text));
  },
);

it('is never compressed while it goes on', async () => {
  const leaving = new AbortController();
  const response = await fetch(`${app.url}/api/v1/stream?buildingId=${place.buildingId}`, {
    headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' },
    signal: leaving.signal,
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-encoding')).toBeNull();
  leaving.abort();
});

it.each(['availability', 'search'] as const)(
  'is not sent again to who has it, until it is another: %s',
  async (name) => {
    const path = paths()[name];
    const first = await get(path);
    const etag = first.headers.get('etag') ?? '';
    await first.text();
    const again = await get(path, { 'if-none-match': etag });
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);

    const roomIds = [place.roomIds[name === 'search' ? 0 : 1]];
    const booking = { roomIds, title: 'Planning', timeZone: 'UTC', ...hourTomorrow(1) };
    const booked = await app.api('/api/v1/bookings', { token, method: 'POST', json: booking });
    expect(booked.status).toBe(201);
    const other = await get(path, { 'if-none-match': etag });
    expect(other.status).toBe(200);
    expect(other.headers.get('etag')).not.toBe(etag);
    await other.text();
  },
);

/** Which grows while one asks. */
function withoutAge(text: string): string {
  return text.replaceAll(/"asOf":"[^"]+"/g, '');
}
