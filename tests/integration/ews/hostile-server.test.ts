import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CalendarBackend, EventRef, RoomRef } from '@/lib/calendar/backend';
import { type BackendError, type BackendErrorCode, isBackendError } from '@/lib/calendar/errors';
import { addMs, hourMs } from '@/lib/core/time/instant';
import {
  alice,
  callWithin,
  connect,
  day,
  draftFor,
  service,
} from '@/tests/integration/ews/connection';
import type { Fault } from '@/tests/simulators/ews/faults';
import { type EwsSimulator, startEwsSimulator } from '@/tests/simulators/ews/start-ews';
import { createServerIdentity } from '@/tests/simulators/support/throw-away-authority';
import {
  answer,
  drip,
  gigabyte,
  type Script,
  type ScriptedServer,
  startScripted,
} from '@/tests/support/scripted-server';
import { waitFor } from '@/tests/support/wait-for';

interface Ground {
  readonly backend: CalendarBackend;
  readonly room: RoomRef;
  readonly ref: EventRef;
}

type Ask = (ground: Ground, timeoutMs?: number) => Promise<unknown>;

/** The room's answer, which must tell a failure instead of throwing it. */
const freeBusy: Ask = async ({ backend, room }, timeoutMs) => {
  const [first] = await backend.doFreeBusy({ rooms: [room], window: day }, callWithin(timeoutMs));
  if (first && !first.known) throw first.error;
  return first;
};

const reads: Readonly<Record<string, Ask>> = {
  freeBusy,
  listEvents: ({ backend, room }, ms) =>
    backend.doListEvents({ room, window: day, cursor: null }, callWithin(ms)),
  findByUid: ({ backend, room, ref }, ms) =>
    backend.doFindByUid({ rooms: [room], uid: ref.uid }, callWithin(ms)),
  get: ({ backend, ref }, ms) => backend.doGet(ref, callWithin(ms)),
  listOccurrences: ({ backend, ref }, ms) =>
    backend.doListOccurrences({ ref, window: day }, callWithin(ms)),
  listChanges: ({ backend, room }, ms) =>
    backend.doListChanges({ room, cursor: null }, callWithin(ms)),
  listRooms: ({ backend }, ms) => backend.admin.doListRooms(callWithin(ms)),
};

const writes: Readonly<Record<string, Ask>> = {
  create: ({ backend, room }, ms) => backend.doCreate(draftFor(room), callWithin(ms)),
  update: ({ backend, ref }, ms) =>
    backend.doUpdate(ref, { title: 'Another' }, 'all', callWithin(ms)),
  cancel: ({ backend, ref }, ms) => backend.doCancel(ref, 'all', callWithin(ms)),
};

/** The error that something fails with; fails itself when it does not. */
async function errorOf(asking: Promise<unknown>): Promise<BackendError> {
  const told = await asking.catch((error: unknown) => error);
  if (isBackendError(told)) return told;
  throw new Error(`no BackendError: ${JSON.stringify(told) ?? told}`);
}

function expectNoSecret(error: BackendError): void {
  const causes = error.cause instanceof Error ? `${error.cause.stack}` : '';
  const told = `${error.message} ${error.stack} ${JSON.stringify(error)} ${causes}`;
  expect(told).not.toContain(service.password);
  expect(told).not.toContain(Buffer.from(service.password).toString('base64').slice(0, 12));
  expect(told).not.toContain('Nightjar');
}

describe('an Exchange that fails in every way it is known to', () => {
  let simulator: EwsSimulator;
  let ground: Ground;

  beforeAll(async () => {
    simulator = await startEwsSimulator();
    const email = 'curie@example.org';
    simulator.addMailbox({ ...service, mayImpersonate: true });
    simulator.addMailbox({ email: alice });
    simulator.addMailbox({ email, kind: 'room', policy: { bookingWindowDays: 1_000 } });
    simulator.addRoomList({ email: 'hq@example.org', name: 'HQ', rooms: [email] });
    const backend = connect(simulator);
    const room = { roomId: randomUUID(), address: { email } };
    ground = { backend, room, ref: await backend.doCreate(draftFor(room), callWithin()) };
  });
  afterAll(async () => {
    await ground.backend.close();
    await simulator.stop();
  });

  const cases: readonly {
    readonly fault: Fault;
    readonly code: BackendErrorCode;
    readonly timeoutMs?: number;
  }[] = [
    { fault: { kind: 'empty-500' }, code: 'unavailable' },
    { fault: { kind: 'html-200' }, code: 'bad-response' },
    { fault: { kind: 'html-502' }, code: 'unavailable' },
    { fault: { kind: 'truncated' }, code: 'unavailable' },
    { fault: { kind: 'reset-before' }, code: 'unavailable' },
    { fault: { kind: 'hang' }, code: 'timeout', timeoutMs: 250 },
    { fault: { kind: 'fault-200' }, code: 'unavailable' },
    { fault: { kind: 'fault-500' }, code: 'unavailable' },
    { fault: { kind: 'server-busy-200', backOffMs: 7_000 }, code: 'throttled' },
    { fault: { kind: 'server-busy-500', backOffMs: 7_000 }, code: 'throttled' },
    { fault: { kind: 'server-busy-503' }, code: 'throttled' },
    { fault: { kind: 'too-many-connections' }, code: 'throttled' },
    { fault: { kind: 'unauthorized' }, code: 'unauthenticated' },
  ];
  const told = new Set(['server-busy-200', 'server-busy-500']);

  describe.each(cases)('$fault.kind', ({ fault, code, timeoutMs }) => {
    test.each(Object.keys(reads))('%s is a clear error, and then right again', async (name) => {
      const ask = reads[name] as Ask;
      const lift = simulator.faults.add(fault);
      const begun = performance.now();
      const error = await errorOf(ask(ground, timeoutMs));
      lift();
      expect(error.code).toBe(code);
      expect(performance.now() - begun).toBeLessThan(5_000);
      if (told.has(fault.kind)) expect(error.retryAfterMs).toBe(7_000);
      expectNoSecret(error);
      await ask(ground);
    });

    test.each(Object.keys(writes))('%s says truly whether it may have been done', async (name) => {
      const ask = writes[name] as Ask;
      const before = simulator.peek(alice);
      const lift = simulator.faults.add(fault);
      const error = await errorOf(ask(ground, timeoutMs));
      lift();
      expect(error.code).toBe(code);
      expect(['unknown', 'not-applied']).toContain(error.outcome);
      // "Not applied" is a promise: the calendar must be as it was.
      if (error.outcome === 'not-applied') expect(simulator.peek(alice)).toEqual(before);
      expectNoSecret(error);
    });
  });

  test.each([
    { kind: 'reset-after', operation: 'CreateItem', times: 1 },
    { kind: 'hang-after', operation: 'CreateItem', times: 1 },
    { kind: 'truncated', operation: 'CreateItem', times: 1 },
  ] as const)(
    'a create that was done and not answered ($kind) is unknown, and found',
    async (fault) => {
      const { backend, room } = ground;
      const hours = simulator.peek(alice).length * 2;
      const start = addMs(day.start, (24 + hours) * hourMs);
      const draft = draftFor(room, { start, end: addMs(start, hourMs) });
      simulator.faults.add(fault);
      const error = await errorOf(backend.doCreate(draft, callWithin(1_000)));
      expect(error.outcome).toBe('unknown');
      const found = await backend.doFindByUid({ rooms: [room], uid: draft.uid }, callWithin());
      expect(found).toMatchObject({ start, title: draft.title });
      expect(simulator.peek(alice).filter(({ uid }) => uid === draft.uid)).toHaveLength(1);
    },
  );
});

describe('something else where Exchange should be', () => {
  const opened: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.stop()));
  });

  async function behind(script: Script, auth: 'basic' | 'ntlm' = 'basic', flaws = {}) {
    const identity = await createServerIdentity('exchange.example.org', flaws);
    const server: ScriptedServer = await startScripted(script, identity);
    const { caCertificate } = identity;
    const backend = connect({ url: `${server.url}EWS/Exchange.asmx`, caCertificate }, auth);
    opened.push(server, { stop: () => backend.close() });
    const room = { roomId: 'room', address: { email: 'curie@example.org' } };
    const ref = { uid: 'x', recurrenceId: null, handle: 'x', version: null, rooms: [room] };
    return { server, ground: { backend, room, ref } satisfies Ground };
  }
  const always =
    (status: number, body: string, headers?: Readonly<Record<string, string>>): Script =>
    (_request, socket) =>
      answer(socket, status, body, headers);
  const envelope = (inside: string, before = '') =>
    `<?xml version="1.0"?>${before}<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${inside}</s:Body></s:Envelope>`;
  const doubling = Array.from(
    { length: 40 },
    (_each, index) => `<!ENTITY e${index + 1} "&e${index};&e${index};">`,
  ).join('');
  const bomb = `<!DOCTYPE s:Envelope [<!ENTITY e0 "ha">${doubling}]>`;

  const cases: readonly (readonly [string, Script, BackendErrorCode])[] = [
    ['an empty 200', always(200, ''), 'bad-response'],
    ['an envelope with an empty body', always(200, envelope('')), 'bad-response'],
    ['an envelope cut short', always(200, envelope('<x/>').slice(0, -12)), 'bad-response'],
    ['entities that double forty times', always(200, envelope('&e40;', bomb)), 'bad-response'],
    ['an end in mid-envelope', endInside, 'unavailable'],
    [
      'a redirect to another host',
      always(302, '', { location: 'https://[::1]:9/' }),
      'bad-response',
    ],
    [
      'a redirect to plain http',
      always(302, '', { location: 'http://localhost:9/' }),
      'bad-response',
    ],
    ['a redirect in a circle', always(302, '', { location: '/EWS/Exchange.asmx' }), 'bad-response'],
    [
      'gzip that nobody asked for',
      always(200, 'x', { 'content-encoding': 'gzip' }),
      'bad-response',
    ],
    ['a page that is not there', always(404, ''), 'bad-response'],
    ['what is no HTTP', (_request, socket) => socket.end('220 mail ESMTP\r\n'), 'unavailable'],
    ['a 401 without a word', always(401, ''), 'unauthenticated'],
    ['a 403', always(403, ''), 'forbidden'],
    ['more than may be read', gigabyte(200), 'bad-response'],
  ];
  test.each(cases)('%s makes the room unknown', async (_name, script, code) => {
    const { ground } = await behind(script);
    const before = process.memoryUsage().rss;
    const error = await errorOf(freeBusy(ground));
    expect(error.code).toBe(code);
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
    expectNoSecret(error);
  });

  const challenge = { 'www-authenticate': 'NTLM TlRMTVNTUAACAAAA/////w8PDw8PDw8PDw8PDw==' };
  test.each([
    ['no challenge', always(401, ''), 'unauthenticated'],
    ['a challenge that cannot be read', always(401, '', challenge), 'bad-response'],
    ['HTML instead of a challenge', always(200, '<html></html>'), 'bad-response'],
  ] as const)('by NTLM, %s makes the room unknown', async (_name, script, code) => {
    const { ground } = await behind(script, 'ntlm');
    expect((await errorOf(freeBusy(ground))).code).toBe(code);
  });

  test.each([
    ['silence', () => undefined],
    ['a slow drip', drip(200)],
  ] as const)('%s ends at the deadline, the socket with it', async (_name, script) => {
    const { server, ground } = await behind(script);
    const begun = performance.now();
    expect((await errorOf(freeBusy(ground, 400))).code).toBe('timeout');
    expect(performance.now() - begun).toBeLessThan(3_000);
    await waitFor('the sockets to close', () => server.open() === 0);
  });

  test.each([
    ['for another host', { host: 'mail.elsewhere.example' }, /ALTNAME/],
    ['that has expired', { expired: true }, /EXPIRED/],
  ])('a certificate %s: nothing is sent, and the reason is told', async (_name, flaws, reason) => {
    const { server, ground } = await behind(always(200, ''), 'basic', flaws);
    const error = await errorOf(freeBusy(ground));
    expect(error.code).toBe('unavailable');
    expect(error.message).toMatch(reason);
    expect(server.methods).toEqual([]);
  });

  test('a certificate of an authority that nobody named: nothing is sent', async () => {
    const server = await startScripted(always(200, ''), await createServerIdentity('own'));
    const backend = connect({ url: server.url });
    opened.push(server, { stop: () => backend.close() });
    const room = { roomId: 'room', address: { email: 'curie@example.org' } };
    const asking = backend.doFreeBusy({ rooms: [room], window: day }, callWithin());
    expect(await asking).toMatchObject([{ known: false, error: { code: 'unavailable' } }]);
    expect(server.methods).toEqual([]);
  });
});

const endInside: Script = (_request, socket) => {
  socket.write(
    'HTTP/1.1 200 X\r\ncontent-type: text/xml\r\ncontent-length: 5000\r\n\r\n<s:Envelope ',
  );
  socket.destroy();
};
