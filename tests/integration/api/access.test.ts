import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingBody, hourTomorrow, problemOf, refused } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { makePlace, type Place } from '@/tests/support/make-place';

const password = 'S3cret-of-the-calendar-server';
const people = { admin: 'admin', manager: 'manager', alice: 'employee', bob: 'employee' } as const;

let app: App;
let place: Place;
const tokens: Record<string, string> = {};
/** Everything that any answer said, to be searched for what nobody may be told. */
const said: string[] = [];

async function ask(who: string, path: string, request: object = {}) {
  const response = await app.api(path, { token: tokens[who] ?? '', ...request });
  const text = await response.clone().text();
  said.push(text, JSON.stringify([...response.headers]));
  return response;
}

async function json<T = Record<string, unknown>>(response: Response): Promise<T> {
  return (await response.json()) as T;
}

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'trace' } });
  for (const [name, role] of Object.entries(people)) {
    tokens[name] = await app.token(`${name}@example.org`, role);
  }
  const admin = tokens.admin ?? '';
  place = await makePlace(app, admin, { name: 'House', kind: 'local', addresses: [{}, {}, {}] });
}, appStartTimeoutMs);
afterAll(() => app?.stop());

describe('secrets of a connection', () => {
  it('go in and never come out: not in an answer, not in the log', async () => {
    // Nobody listens there, so that trying it fails with all that a failure tells.
    const serverUrl = 'http://127.0.0.1:9/';
    const options = { serverUrl, username: 'svc', password, auth: 'basic', writeMode: 'direct' };
    const base = '/api/v1/admin/connections';
    const created = await ask('admin', base, { json: { name: 'CalDAV', kind: 'caldav', options } });
    expect(created.status).toBe(201);
    const { id } = await json<{ id: string }>(created);
    for (const path of [base, `${base}/${id}`, `${base}/${id}/rooms`, '/api/v1/health']) {
      await ask('admin', path);
    }
    const tested = await ask('admin', `${base}/${id}/test`, { method: 'POST' });
    expect(await json(tested)).toMatchObject({ ok: false });
    const wrong = { name: 'CalDAV 2', kind: 'caldav', options: { ...options, auth: 'magic' } };
    expect(await refused(await ask('admin', base, { json: wrong }))).toBe('422 invalid-input');
    const twice = { name: 'CalDAV', kind: 'caldav', options };
    expect(await refused(await ask('admin', base, { json: twice }))).toBe('409 duplicate');
    const renamed = { method: 'PATCH', json: { name: 'CalDAV again' } };
    expect(await json(await ask('admin', `${base}/${id}`, renamed))).toMatchObject({
      secretsSet: ['password'],
    });
    // A secret that is null goes; this one cannot be done without.
    const without = { method: 'PATCH', json: { options: { ...options, password: null } } };
    expect(await refused(await ask('admin', `${base}/${id}`, without))).toBe('422 invalid-input');
    for (const text of [...said, app.log()]) {
      expect(text).not.toContain(password);
      expect(text).not.toContain(Buffer.from(`svc:${password}`).toString('base64'));
    }
  });

  it('nor do tokens reach the log', () => {
    for (const token of Object.values(tokens)) expect(app.log()).not.toContain(token);
  });
});

describe('health', () => {
  it('tells those who are not signed in nothing of the connections', async () => {
    const response = await app.api('/api/v1/health');
    expect(Object.keys(await json(response)).sort()).toEqual(['database', 'status', 'version']);
  });

  it('tells an admin each connection and how it is', async () => {
    const { connections } = await json<{ connections: { name: string; status: string }[] }>(
      await ask('admin', '/api/v1/health'),
    );
    expect(connections.map(({ name }) => name).sort()).toEqual(['CalDAV again', 'House']);
  });
});

describe('a private meeting', () => {
  it('is a busy time without title or organiser to everybody else', async () => {
    const [roomId = ''] = place.roomIds;
    const secret = { title: 'Merger with Globex', visibility: 'private' };
    const made = await ask('alice', '/api/v1/bookings', { json: bookingBody(roomId, 0, secret) });
    expect(made.status).toBe(201);
    const { id } = await json<{ id: string }>(made);
    const { start, end } = hourTomorrow(0);
    const grid = `/api/v1/availability?roomIds=${roomId}&start=${start}&end=${end}`;
    const own = await json<{ items: { busy: object[] }[] }>(await ask('alice', grid));
    expect(own.items[0]?.busy).toMatchObject([{ title: 'Merger with Globex', mine: true }]);
    for (const path of [
      grid,
      `/api/v1/bookings/${id}`,
      '/api/v1/bookings',
      `/api/v1/bookings?roomId=${roomId}`,
      `/api/v1/search?start=${start}&end=${end}`,
    ]) {
      const text = await (await ask('bob', path)).text();
      expect(text).not.toMatch(/Globex|alice/i);
    }
    const seen = await json<{ items: { busy: object[] }[] }>(await ask('bob', grid));
    expect(seen.items[0]?.busy).toEqual([{ start, end, kind: 'busy' }].map(withoutFractions));
    const lost = await ask('bob', '/api/v1/bookings', { json: bookingBody(roomId, 0) });
    expect(await lost.text()).not.toMatch(/Globex|alice/i);
    expect(app.log()).not.toContain('Globex');
  });

  function withoutFractions<T extends { start: string; end: string }>(slot: T): T {
    const short = (time: string) => time.replace('.000Z', 'Z');
    return { ...slot, start: short(slot.start), end: short(slot.end) };
  }
});

describe('a booking', () => {
  let id: string;
  let etag: string;

  beforeAll(async () => {
    const body = bookingBody(place.roomIds[1] ?? '', 0, { title: 'Retro' });
    const made = await ask('alice', '/api/v1/bookings', { json: body });
    etag = made.headers.get('etag') ?? '';
    ({ id } = await json<{ id: string }>(made));
    expect(made.headers.get('location')).toBe(`/api/v1/bookings/${id}`);
  });

  it('is told to its organiser and to managers, and does not exist for others', async () => {
    const path = `/api/v1/bookings/${id}`;
    const own = await ask('alice', path);
    expect(own.headers.get('etag')).toBe(etag);
    expect(await json(own)).toMatchObject({ id, title: 'Retro', etag, mayCancel: true });
    expect((await ask('manager', path)).status).toBe(200);
    expect(await refused(await ask('bob', path))).toBe('404 not-found');
    const method = 'DELETE';
    expect(await refused(await ask('bob', path, { method }))).toBe('404 not-found');
  });

  it('is cancelled only as it was read, once', async () => {
    const path = `/api/v1/bookings/${id}`;
    const remove = (tag: string) =>
      ask('alice', path, { method: 'DELETE', headers: { 'if-match': tag } });
    expect(await refused(await remove('"0"'))).toBe('412 stale');
    expect(await refused(await remove('nonsense'))).toBe('412 stale');
    const gone = await remove(etag);
    expect(gone.status).toBe(204);
    expect(await gone.text()).toBe('');
    expect(await refused(await ask('alice', path, { method: 'DELETE' }))).toBe('410 gone');
    expect(await json(await ask('alice', path))).toMatchObject({ status: 'cancelled' });
  });

  it('with a key is made once, whoever asks again, and with another body is an error', async () => {
    const headers = { 'idempotency-key': 'key-1' };
    const room = place.roomIds[2] ?? '';
    const make = (hour: number) =>
      ask('alice', '/api/v1/bookings', { json: bookingBody(room, hour), headers });
    const answers = await Promise.all(Array.from({ length: 20 }, () => make(0)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    const ids = await Promise.all(answers.map(async (answer) => (await json(answer)).id));
    expect(new Set(ids).size).toBe(1);
    expect(await refused(await make(2))).toBe('422 idempotency-mismatch');
  });

  it('that loses names the conflict and other ways', async () => {
    const room = place.roomIds[2] ?? '';
    const response = await ask('bob', '/api/v1/bookings', { json: bookingBody(room, 0) });
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ status: 409, code: 'conflict' });
    expect(problem.conflicts).toMatchObject([{ roomId: room }]);
    expect(problem.alternatives?.length).toBeGreaterThan(0);
  });
});

describe('lists', () => {
  it('come in pages that miss nothing and repeat nothing', async () => {
    const [roomId = ''] = place.roomIds;
    for (let hour = 30; hour < 37; hour += 1) {
      const made = await ask('bob', '/api/v1/bookings', { json: bookingBody(roomId, hour) });
      expect(made.status).toBe(201);
    }
    for (const path of ['/api/v1/bookings?mine=true', '/api/v1/rooms?q=']) {
      const whole = await readPages(`${path}&limit=500`);
      expect(whole.length).toBeGreaterThan(2);
      expect(await readPages(`${path}&limit=2`)).toEqual(whole);
      expect(await readPages(`${path}&limit=1`)).toEqual(whole);
    }
  });

  async function readPages(path: string): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const next = cursor === '' ? path : `${path}&cursor=${encodeURIComponent(cursor)}`;
      const page: { items: { id: string }[]; nextCursor: string | null } = await json(
        await ask('bob', next),
      );
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    return ids;
  }
});

describe('one calendar that fails', () => {
  it('makes its own rooms unknown and leaves the others as they are', async () => {
    const broken = await makePlace(app, tokens.admin ?? '', {
      name: 'Annex',
      kind: 'mock',
      options: { faults: { all: 'unavailable' } },
      addresses: [{}],
    });
    const [lost = ''] = broken.roomIds;
    const [well = ''] = place.roomIds;
    const { start, end } = hourTomorrow(50);
    const grid = `/api/v1/availability?roomIds=${lost},${well}&start=${start}&end=${end}`;
    expect(await json(await ask('alice', grid))).toMatchObject({
      items: [
        { roomId: lost, status: 'unknown', reason: 'unreachable', busy: [] },
        { roomId: well, status: 'known', busy: [] },
      ],
    });
    const found = await json<{ items: { room: { id: string }; available: boolean | null }[] }>(
      await ask('alice', `/api/v1/search?start=${start}&end=${end}`),
    );
    const availableById = new Map(found.items.map(({ room, available }) => [room.id, available]));
    expect(availableById.get(lost)).toBeNull();
    expect(availableById.get(well)).toBe(true);
    const refusal = await ask('alice', '/api/v1/bookings', { json: bookingBody(lost, 50) });
    expect(await refused(refusal)).toBe('503 availability-unknown');
    const mine = await json<{ items: { rooms: { id: string }[] }[] }>(
      await ask('alice', '/api/v1/bookings?mine=true&status=pending,failed,confirmed'),
    );
    expect(mine.items.flatMap(({ rooms }) => rooms).map(({ id }) => id)).not.toContain(lost);
    expect(await json(await ask('admin', '/api/v1/health'))).toMatchObject({ status: 'degraded' });
  });
});
