import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingBody, refused, sessionCookie } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { makePlace, type Place } from '@/tests/support/make-place';
import { readCalendar } from '@/tests/support/read-calendar';

const secret = randomBytes(32).toString('base64url');

let app: App;
let place: Place;
let admin: string;
const tokens: Record<string, string> = {};

const ask = (who: string, path: string, request: object = {}) =>
  app.api(path, { token: tokens[who] ?? '', ...request });

beforeAll(async () => {
  app = await startApp({ env: { AUTH_SECRET: secret } });
  for (const name of ['alice', 'bob']) {
    tokens[name] = await app.token(`${name}@example.org`, 'employee');
  }
  admin = await app.token('admin@example.org', 'admin');
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

describe('a room in calendar programs', () => {
  const feedOf = (roomId: string) => `/api/v1/rooms/${roomId}/feed`;
  const calendarOf = (roomId: string) => `/api/v1/rooms/${roomId}/calendar.ics`;

  async function inBrowser(who: string) {
    const cookie = await sessionCookie(app, { secret, token: tokens[who] ?? '' });
    return { cookie, origin: app.url, 'sec-fetch-site': 'same-origin' };
  }

  /** What a program is given; it can send no header. */
  async function makeFeed(who: string, roomId: string): Promise<string> {
    const request = { method: 'POST', headers: await inBrowser(who) };
    const made = await app.api(feedOf(roomId), request);
    expect(made.status).toBe(201);
    const { url } = (await made.json()) as { url: string };
    expect(url.startsWith(`${app.url}${calendarOf(roomId)}?token=`)).toBe(true);
    return url.slice(app.url.length);
  }

  it('shows what the owner of the address may see, and is told only once', async () => {
    const [, roomId = ''] = place.roomIds;
    const rooms = { roomIds: [roomId] };
    const open = await bookAs('alice', { ...rooms, ...hoursAfter(24), title: 'Open' });
    await bookAs('alice', { ...rooms, ...hoursAfter(26), title: 'Merger', visibility: 'private' });
    const address = await makeFeed('bob', roomId);
    const text = await (await app.api(address)).text();
    const unfolded = text.replace(/\r\n[ \t]/g, '');
    expect(unfolded).not.toMatch(/Merger|alice@/);
    expect(unfolded).not.toContain(open.id);
    const summaries = readCalendar(text).map(({ summary }) => summary);
    expect(summaries).toContain('Open (alice)');
    expect(summaries).toContain('Not available');
    const own = await app.api(await makeFeed('alice', roomId));
    const ownText = await own.text();
    expect(ownText).toContain('SUMMARY:Merger');
    // RFC 5545 section 3.8.1.3: of all in it that alone is not for others.
    expect([ownText.match(/CLASS:PRIVATE/g)?.length, /CLASS:/.test(text)]).toEqual([1, false]);
    const told = await ask('bob', feedOf(roomId));
    const again = await told.text();
    const { feed } = JSON.parse(again) as { feed: { lastReadAt: string } };
    expect(Date.parse(feed.lastReadAt)).toBeLessThanOrEqual(Date.now());
    const [, token] = address.split('token=');
    expect(token).toMatch(/^[\w-]{40,}$/);
    expect(again).not.toContain(token);
    expect(app.log()).not.toContain(token);
  });

  it('is over when its address is revoked or made anew, and opens no other door', async () => {
    const [roomId = '', other = ''] = place.roomIds;
    const first = await makeFeed('bob', roomId);
    const second = await makeFeed('bob', roomId);
    expect(await refused(await app.api(first))).toBe('404 not-found');
    expect((await app.api(second)).status).toBe(200);
    expect(await refused(await app.api(second.replace(roomId, other)))).toBe('404 not-found');
    const token = second.split('token=')[1] ?? '';
    expect(await refused(await app.api('/api/v1/me', { token }))).toBe('401 unauthenticated');
    const revoke = () => ask('bob', feedOf(roomId), { method: 'DELETE' });
    expect((await revoke()).status).toBe(204);
    expect(await refused(await revoke())).toBe('404 not-found');
    expect(await refused(await app.api(second))).toBe('404 not-found');
  });

  it('is read with a session or a token too, made with a session alone, and by nobody else', async () => {
    const [roomId = ''] = place.roomIds;
    expect((await ask('bob', calendarOf(roomId))).status).toBe(200);
    expect((await app.api(`${calendarOf(roomId)}?token=${tokens.bob}`)).status).toBe(200);
    expect(await refused(await app.api(calendarOf(roomId)))).toBe('401 unauthenticated');
    expect(await refused(await app.api(`${calendarOf(roomId)}?token=x`))).toBe('404 not-found');
    const byToken = await ask('bob', feedOf(roomId), { method: 'POST' });
    expect(await refused(byToken)).toBe('403 forbidden');
  });

  it('that cannot be read is no empty calendar', async () => {
    const { roomIds } = await makePlace(app, admin, {
      name: 'Annex',
      kind: 'mock',
      options: { faults: { all: 'unavailable' } },
      addresses: [{}],
    });
    const answer = await ask('bob', calendarOf(roomIds[0] ?? ''));
    expect(await refused(answer)).toBe('503 availability-unknown');
  });

  function hoursAfter(hour: number) {
    const { start, end } = bookingBody('', hour);
    return { start, end };
  }
});
