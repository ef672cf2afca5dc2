import { afterAll, beforeAll, expect, it } from 'vitest';
import { bookingBody, refused } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { makePlace, type Place } from '@/tests/support/make-place';

let app: App;
let place: Place;
let alice: string;
let bob: string;

beforeAll(async () => {
  app = await startApp();
  alice = await app.token('alice@example.org', 'employee');
  bob = await app.token('bob@example.org', 'employee');
  const admin = await app.token('admin@example.org', 'admin');
  const addresses = [{}, {}, {}];
  place = await makePlace(app, admin, { name: 'House', kind: 'local', addresses });
}, appStartTimeoutMs);
afterAll(() => app?.stop());

const roomsOf = async (token: string) => (await app.api('/api/v1/me/rooms', { token })).json();
const set = (method: 'PUT' | 'DELETE', roomId: string) =>
  app.api(`/api/v1/me/favourites/${roomId}`, { method, token: alice });

it('favourites are kept for the person, and for nobody else', async () => {
  const [first = '', second = ''] = place.roomIds;
  for (const roomId of [second, first, second]) expect((await set('PUT', roomId)).status).toBe(204);
  expect(await roomsOf(alice)).toEqual({ favourites: [second, first], recent: [] });
  expect(await roomsOf(bob)).toEqual({ favourites: [], recent: [] });
  for (let time = 0; time < 2; time += 1) expect((await set('DELETE', second)).status).toBe(204);
  expect(await roomsOf(alice)).toMatchObject({ favourites: [first] });
  expect(await refused(await set('PUT', 'nowhere'))).toBe('404 not-found');
});

it('recent rooms are those that one has booked, the latest first, without what was given back', async () => {
  const [first = '', second = '', third = ''] = place.roomIds;
  const book = async (roomId: string, hour: number) => {
    const made = await app.api('/api/v1/bookings', {
      token: bob,
      json: bookingBody(roomId, hour),
    });
    expect(made.status).toBe(201);
    return (await made.json()) as { id: string };
  };
  for (const [hour, roomId] of [first, second, first].entries()) await book(roomId, hour);
  const { id } = await book(third, 0);
  await app.api(`/api/v1/bookings/${id}`, { token: bob, method: 'DELETE' });
  expect(await roomsOf(bob)).toEqual({ favourites: [], recent: [first, second] });
});
