import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { addMs, dayMs, formatInstant, instant } from '@/lib/core/time/instant';
import { getPeopleAvailability } from '@/lib/http/contract/people';
import { problemOf, refused } from '@/tests/integration/api/support';
import { type EwsSimulator, startEwsSimulator } from '@/tests/simulators/ews/start-ews';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { makePlace } from '@/tests/support/make-place';

const path = '/api/v1/people/availability';
const [ben, carol] = ['ben.holiday@example.org', 'carol@example.org'] as const;
const service = { email: 'service@example.org', password: 'correct horse battery' };
const title = 'Project Nightjar';
const from = instant(Math.ceil(Date.now() / dayMs) * dayMs);
const hours = (count: number) => addMs(from, (count * dayMs) / 24);
const window = { start: formatInstant(from), end: formatInstant(hours(24)) };
const detail = z.object({ tellsOfPeople: z.boolean().nullable() });

let app: App;
let exchange: EwsSimulator;
let token: string;
let room: string;
let localRoom: string;

beforeAll(async () => {
  exchange = await startEwsSimulator();
  exchange.addMailbox({ ...service, mayImpersonate: true });
  exchange.addMailbox({ email: 'curie@example.org', kind: 'room' });
  for (const email of [ben, carol]) exchange.addMailbox({ email });
  exchange.writeOutside(ben, {
    ...{ uid: 'one', subject: title },
    ...{ startMs: hours(9), endMs: hours(10) },
  });
  app = await startApp({ env: { LOG_LEVEL: 'trace' } });
  const admin = await app.token('admin@example.org', 'admin');
  token = await app.token('alice@example.org', 'employee');
  const { url: serverUrl, caCertificate } = exchange;
  const { email: username, password } = service;
  const options = { serverUrl, caCertificate, username, password, auth: 'basic' };
  const addresses = [{ email: 'curie@example.org' }];
  const place = await makePlace(app, admin, { name: 'Exchange', kind: 'ews', options, addresses });
  const house = await makePlace(app, admin, { name: 'House', kind: 'local', addresses: [{}] });
  [room = '', localRoom = ''] = [...place.roomIds, ...house.roomIds];
}, appStartTimeoutMs);
afterAll(async () => {
  await app?.stop();
  await exchange?.stop();
});

const ask = (json: unknown, as: string | undefined = token) =>
  app.api(path, { json, ...(as ? { token: as } : {}) });
const answerTo = async (json: unknown) => {
  const response = await ask(json);
  expect(response.status).toBe(200);
  const text = await response.text();
  expect(text).not.toContain(title);
  return getPeopleAvailability.answer.parse(JSON.parse(text)).items;
};

it('each address is answered in order, by times alone, and nobody unknown is free', async () => {
  const stranger = 'somebody@elsewhere.example';
  const emails = [stranger, ben.toUpperCase(), carol];
  const items = await answerTo({ roomId: room, emails, ...window });
  const asOf = expect.any(String);
  expect(items).toEqual([
    { email: stranger, status: 'unknown', reason: 'nobody', asOf, busy: [] },
    {
      email: ben,
      status: 'known',
      asOf,
      busy: [{ start: formatInstant(hours(9)), end: formatInstant(hours(10)), kind: 'busy' }],
    },
    { email: carol, status: 'known', asOf, busy: [] },
  ]);
});

it('a room’s own calendar does not tell of people, and says so beforehand', async () => {
  const [item] = await answerTo({ roomId: localRoom, emails: [ben], ...window });
  expect(item).toMatchObject({ status: 'unknown', reason: 'not-told', busy: [] });
  const told = async (id: string) => {
    const response = await app.api(`/api/v1/rooms/${id}`, { token });
    return detail.parse(await response.json()).tellsOfPeople;
  };
  expect([await told(localRoom), await told(room)]).toEqual([false, true]);
});

it('a system that does not answer leaves everybody unknown', async () => {
  exchange.refuse(true);
  try {
    const items = await answerTo({ roomId: room, emails: [ben, carol], ...window });
    expect(items.map(({ status, reason }) => [status, reason])).toEqual([
      ['unknown', 'unreachable'],
      ['unknown', 'unreachable'],
    ]);
  } finally {
    exchange.refuse(false);
  }
});

it('is for those who are signed in, about rooms that there are', async () => {
  const good = { roomId: room, emails: [ben], ...window };
  expect(await refused(await app.api(path, { json: good }))).toBe('401 unauthenticated');
  expect(await refused(await ask({ ...good, roomId: 'nowhere' }))).toBe('404 not-found');
});

it.each([
  ['nobody', { emails: [] }, 'emails'],
  ['what is no address', { emails: ['ben'] }, 'emails.0'],
  [
    'more than twenty',
    { emails: Array.from({ length: 21 }, (_, at) => `p${at}@example.org`) },
    'emails',
  ],
  ['more than a month', { end: formatInstant(hours(32 * 24)) }, 'end'],
  ['no time', { end: window.start }, 'end'],
  ['something else', { titles: true }, ''],
])('%s is refused', async (_name, change, where) => {
  const problem = await problemOf(await ask({ roomId: room, emails: [ben], ...window, ...change }));
  expect([problem.status, problem.errors?.[0]?.path]).toEqual([422, where]);
});

it('whom somebody asked about is in no line of the log', () => {
  const log = app.log();
  expect(log).toContain('doPeopleFreeBusy');
  expect(log).not.toContain(ben.slice(0, 11));
  expect(log).not.toContain(title);
});
