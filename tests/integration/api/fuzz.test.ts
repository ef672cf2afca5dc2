import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoint } from '@/lib/http/contract/endpoint';
import { endpoints } from '@/lib/http/contract/endpoints';
import { problemOf } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';

/** The same garbage in every run. */
const seed = 20_261_123;
const requestsPerEndpoint = 40;

let app: App;
let admin: string;
let roomId: string;

beforeAll(async () => {
  app = await startApp();
  admin = await app.token('admin@example.org', 'admin');
  const place = await makePlace(app, admin, { name: 'House', kind: 'local', addresses: [{}] });
  roomId = place.roomIds[0] ?? '';
}, appStartTimeoutMs);
afterAll(() => app?.stop());

const nasty = fc.constantFrom(
  '',
  '0',
  '-1',
  '1e309',
  'NaN',
  'null',
  'true',
  '__proto__',
  'constructor',
  "' OR 1=1 --",
  '%',
  '\\',
  '\u0000',
  '\ud800',
  '\u202e',
  '🦊',
  '../../etc/passwd',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2027-02-30T10:00:00Z',
  '2027-01-01T10:00:00+23:59',
  '2027-01-01T10:00:00Z',
  '2027-01-01T11:00:00.123456789Z',
  'Europe/Paris',
  'Etc/GMT+25',
  'x'.repeat(9_000),
);
const word = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 40 }), fc.webUrl());

/** Names that the contract has, so that garbage gets past the door. */
const knownNames = [
  ...['roomIds', 'buildingId', 'start', 'end', 'title', 'timeZone', 'name', 'kind', 'options'],
  ...['cursor', 'limit', 'q', 'features', 'minCapacity', 'floor', 'status', 'durationMinutes'],
  ...['capacity', 'connectionId', 'policy', 'address', 'level', 'key', 'attendees', 'fresh'],
  ...['rrule', 'scope', 'mine', 'roomId', 'description', 'visibility', 'onBehalfOf', 'photoUrl'],
];
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...knownNames) },
  { weight: 1, arbitrary: word },
);

const query = fc.dictionary(name, word, { maxKeys: 6 });
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    word,
    fc.double(),
    fc.maxSafeInteger(),
    fc.constantFrom(null, true, false),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(name, tie('any'), { maxKeys: 5 }),
  ),
})).any;
const body = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(name, value, { maxKeys: 9 }) },
  { weight: 1, arbitrary: value },
);
const request = fc.record({ query, body, params: fc.array(word, { minLength: 2, maxLength: 2 }) });

function pathOf(endpoint: Endpoint, params: readonly string[], asked: Record<string, string>) {
  let index = 0;
  const path = endpoint.path.replace(/\{\w+\}/g, () => {
    const param = params[index % params.length] ?? '';
    index += 1;
    return encodeURIComponent(param.toWellFormed()) || 'x';
  });
  return `${path}?${new URLSearchParams(Object.entries(asked))}`;
}

const mayStream = (endpoint: Endpoint) => endpoint.path.endsWith('/stream');

async function answer(endpoint: Endpoint, path: string, json: unknown): Promise<string | null> {
  const takesBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE';
  const leaving = new AbortController();
  const response = await app.api(path, {
    token: admin,
    method: endpoint.method,
    signal: leaving.signal,
    ...(takesBody ? { json } : {}),
  });
  if (response.ok) {
    if (mayStream(endpoint)) leaving.abort();
    return null;
  }
  // What no path can be is refused by the server in front of us.
  if (response.status === 400 && !response.headers.get('content-type')?.includes('json'))
    return null;
  const problem = await problemOf(response);
  return problem.status >= 500 && problem.code !== 'availability-unknown'
    ? `${endpoint.method} ${path} ${JSON.stringify(json)}: ${problem.code} ${problem.requestId}`
    : null;
}

describe('garbage', () => {
  it.each(endpoints.map((endpoint) => [endpoint.id, endpoint] as const))(
    'to %s is never an error of ours',
    async (_id, endpoint) => {
      await fc.assert(
        fc.asyncProperty(request, async (garbage) => {
          const path = pathOf(endpoint, garbage.params, garbage.query);
          expect(await answer(endpoint, path, garbage.body)).toBeNull();
        }),
        { seed, numRuns: requestsPerEndpoint },
      );
    },
  );

  it('in single fields of a good booking is never an error of ours', async () => {
    const good = {
      roomIds: [roomId],
      title: 'Planning',
      start: '2027-01-04T10:00:00Z',
      end: '2027-01-04T11:00:00Z',
      timeZone: 'Europe/Paris',
      attendees: [{ email: 'bob@example.org' }],
    };
    const endpoint = endpoints.find(({ id }) => id === 'createBooking');
    if (!endpoint) throw new Error('nothing books');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(good)), value, async (field, garbage) => {
        const json = { ...good, [field]: garbage };
        expect(await answer(endpoint, endpoint.path, json)).toBeNull();
      }),
      { seed, numRuns: 150 },
    );
  });
});
