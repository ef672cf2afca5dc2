import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingBody, refused } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { makePlace, type Place } from '@/tests/support/make-place';
import { readCalendar } from '@/tests/support/read-calendar';

let app: App;
let place: Place;
const tokens: Record<string, string> = {};

const ask = (who: string, path: string, request: object = {}) =>
  app.api(path, { token: tokens[who] ?? '', ...request });

beforeAll(async () => {
  app = await startApp();
  for (const name of ['alice', 'bob']) {
    tokens[name] = await app.token(`${name}@example.org`, 'employee');
  }
  const admin = await app.token('admin@example.org', 'admin');
  place = await makePlace(app, admin, { name: 'House', kind: 'local', addresses: [{}, {}] });
}, appStartTimeoutMs);
afterAll(() => app?.stop());

interface Dated {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly status: string;
}

interface Told extends Dated {
  readonly links: { readonly calendar: string };
  readonly occurrences: readonly Dated[];
}

async function bookAs(who: string, more: object): Promise<Told> {
  const [roomId = ''] = place.roomIds;
  const made = await ask(who, '/api/v1/bookings', { json: bookingBody(roomId, 0, more) });
  expect(made.status).toBe(201);
  return (await made.json()) as Told;
}

describe('a booking as a calendar file', () => {
  it('says of a series what the API says, moved and cancelled dates among it', async () => {
    const series = await bookAs('alice', { title: 'Weekly', rrule: 'FREQ=WEEKLY;COUNT=5' });
    const [, moved, cancelled] = series.occurrences;
    const start = new Date(Date.parse(moved?.start ?? '') + 7_200_000).toISOString();
    const end = new Date(Date.parse(moved?.end ?? '') + 9_000_000).toISOString();
    const change = { method: 'PATCH', json: { start, end, title: 'Weekly, later' } };
    expect((await ask('alice', `/api/v1/bookings/${moved?.id}`, change)).status).toBe(200);
    const remove = { method: 'DELETE' };
    expect((await ask('alice', `/api/v1/bookings/${cancelled?.id}`, remove)).status).toBe(204);

    const now = (await (await ask('alice', `/api/v1/bookings/${series.id}`)).json()) as Told;
    const live = now.occurrences.filter(({ status }) => status === 'confirmed');
    expect(live).toHaveLength(4);
    const file = await ask('alice', series.links.calendar);
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8; method=PUBLISH');
    const read = readCalendar(await file.text());
    expect(read.map((date) => [Date.parse(date.start), Date.parse(date.end)])).toEqual(
      live.map((date) => [Date.parse(date.start), Date.parse(date.end)]),
    );
    expect(read.map(({ summary }) => summary)).toEqual([
      'Weekly',
      'Weekly, later',
      'Weekly',
      'Weekly',
    ]);
    const one = await ask('alice', `/api/v1/bookings/${moved?.id}/calendar.ics`);
    expect(readCalendar(await one.text())).toMatchObject([
      { start, end, location: 'House 1, House' },
    ]);
  });

  it('does not exist for those who may not see the booking', async () => {
    const { links } = await bookAs('alice', { roomIds: [place.roomIds[1]] });
    expect((await ask('alice', links.calendar)).status).toBe(200);
    expect(await refused(await ask('bob', links.calendar))).toBe('404 not-found');
    expect(await refused(await app.api(links.calendar))).toBe('401 unauthenticated');
  });
});
