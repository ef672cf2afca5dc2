import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

it('is not compressed where it is short', async () => {
  const response = await get('/api/v1/me', { 'accept-encoding': 'gzip, deflate, br' });
  expect(response.headers.get('content-encoding')).toBeNull();
  expect((await response.text()).length).toBeLessThan(1_400);
});

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

describe('what a page is made of', () => {
  const read = async (target: string, acceptEncoding: string) => {
    const response = await fetch(app.url + target, {
      headers: { 'accept-encoding': acceptEncoding },
    });
    return { headers: response.headers, text: await response.text() };
  };
  const partsOf = async (pattern: RegExp) => {
    const { text } = await read('/sign-in', 'identity');
    return [...new Set(text.match(pattern))];
  };

  it.each([
    ['application/javascript', /\/_next\/static\/[\w./~-]+\.js/g],
    ['text/css', /\/_next\/static\/[\w./~-]+\.css/g],
  ])('comes in Brotli for who takes that, and is the same: %s', async (type, pattern) => {
    const parts = await partsOf(pattern);
    expect(parts.length).toBeGreaterThan(0);
    for (const part of parts) {
      const plain = await read(part, 'gzip;q=0, br;q=0');
      expect(plain.headers.get('content-encoding')).toBeNull();
      const { headers, text } = await read(part, 'gzip, deflate, br');
      expect(headers.get('content-type')).toContain(type);
      expect(headers.get('cache-control')).toContain('immutable');
      expect(headers.get('vary')).toMatch(/accept-encoding/i);
      expect(headers.get('content-encoding')).toBe(text.length < 1_024 ? null : 'br');
      expect(text).toBe(plain.text);
    }
  });

  it('carries the page’s policies once', async () => {
    const page = await read('/sign-in', 'identity');
    expect(page.headers.get('content-security-policy')?.match(/default-src 'self'/g)).toHaveLength(
      1,
    );
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const root = await fetch(`${app.url}/`, { redirect: 'manual' });
    expect(root.headers.get('content-security-policy')?.match(/default-src 'self'/g)).toHaveLength(
      1,
    );
    const [script = ''] = await partsOf(/\/_next\/static\/[\w./~-]+\.js/g);
    const { headers } = await read(script, 'br');
    expect(headers.get('content-security-policy')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
