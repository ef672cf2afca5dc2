import { afterEach, describe, expect, test } from 'vitest';
import type { Interval } from '@/lib/core/time/interval';
import {
  between,
  callWithin,
  connect,
  draftFor,
  errorOf,
  roomAt,
  vcalendar,
  vevent,
} from '@/tests/integration/caldav/connection';
import { listed, multistatus } from '@/tests/integration/caldav/multistatus';
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

const window = between('2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z');
const servers: ScriptedServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function serverThat(script: Script) {
  const server = await startScripted(script);
  servers.push(server);
  const backend = connect({ serverUrl: server.url, username: 'svc', password: 's3cret-word' });
  const room = roomAt('room/');
  const freeBusyIn = async (asked: Interval, timeoutMs?: number) => {
    const query = { rooms: [room], window: asked };
    const [first] = await backend.doFreeBusy(query, callWithin(timeoutMs));
    return first;
  };
  const freeBusy = (timeoutMs?: number) => freeBusyIn(window, timeoutMs);
  return { server, backend, room, freeBusy, freeBusyIn };
}

type Identity = Awaited<ReturnType<typeof createServerIdentity>>;

/** How much more memory the process holds than now, garbage of the test's own among it. */
function watchMemory() {
  const before = process.memoryUsage().rss;
  return { grownBytes: () => process.memoryUsage().rss - before };
}

/** How much more of it is texts and other values: the engine takes its pages 64 MB at a time. */
function watchHeap() {
  const usedBytes = () => process.memoryUsage().heapUsed;
  const before = usedBytes();
  return { grownBytes: () => usedBytes() - before };
}

const always =
  (status: number, body: string, headers?: Readonly<Record<string, string>>): Script =>
  (_request, socket) =>
    answer(socket, status, body, headers);

describe('a read that is not a complete, parsed 207', () => {
  const billionLaughs = `<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${multistatus('&b;')}`;
  const cases: readonly (readonly [string, Script, string])[] = [
    [
      'a login page with 200',
      always(200, '<html><form>', { 'content-type': 'text/html' }),
      'bad-response',
    ],
    ['a login page with 207', always(207, '<html><form></form></html>'), 'bad-response'],
    ['an empty 200', always(200, ''), 'bad-response'],
    ['an empty 207', always(207, ''), 'bad-response'],
    [
      'XML cut short',
      always(207, multistatus(listed('/room/a.ics')).slice(0, -20)),
      'bad-response',
    ],
    ['a document type', always(207, billionLaughs), 'bad-response'],
    ['a redirect elsewhere', always(302, '', { location: 'http://127.0.0.1:9/x' }), 'bad-response'],
    ['a redirect in a circle', always(301, '', { location: '/room/' }), 'bad-response'],
    ['a body in gzip', always(207, 'x', { 'content-encoding': 'gzip' }), 'bad-response'],
    ['a part that is 507', always(207, multistatus(listed('/room/', 507))), 'bad-response'],
    ['a part that is 403', always(207, multistatus(listed('/room/a.ics', 403))), 'bad-response'],
    ['an object that multiget leaves out', multigetWithout(), 'bad-response'],
    ['207 with everything 404', everythingMissing(), 'room-not-found'],
    ['objects that are listed and never there', listedAndMissing(), 'bad-response'],
    ['an object without its data', always(207, multistatus(listed('/room/a.ics'))), 'bad-response'],
    ['401', always(401, ''), 'unauthenticated'],
    ['403', always(403, ''), 'forbidden'],
    ['404', always(404, ''), 'room-not-found'],
    ['500', always(500, ''), 'unavailable'],
    ['a reset', (_request, socket) => socket.resetAndDestroy(), 'unavailable'],
    [
      'a body shorter than it said',
      always(207, multistatus(), { 'content-length': '9999' }),
      'unavailable',
    ],
  ];
  test.each(cases)('%s makes the room unknown', async (_name, script, code) => {
    const { freeBusy } = await serverThat(script);
    expect(await freeBusy()).toMatchObject({ known: false, error: { code } });
  });

  function listedAndMissing(): Script {
    let asked = 0;
    return (_request, socket) => {
      asked += 1;
      const missing = '<d:href>/room/a.ics</d:href><d:status>HTTP/1.1 404 X</d:status>';
      const list = multistatus(listed('/room/a.ics'));
      const none = multistatus(`<d:response>${missing}</d:response>`);
      answer(socket, 207, asked % 2 === 1 ? list : none);
    };
  }

  /** Each part names what the list had, and has none of it. */
  function everythingMissing(): Script {
    return (_request, socket) => {
      const missing = '<d:href>/room/</d:href><d:status>HTTP/1.1 404 X</d:status>';
      answer(socket, 207, multistatus(`<d:response>${missing}</d:response>`));
    };
  }

  function multigetWithout(): Script {
    let asked = 0;
    return (_request, socket) => {
      asked += 1;
      answer(socket, 207, asked === 1 ? multistatus(listed('/room/a.ics')) : multistatus());
    };
  }

  test('an answer of a gigabyte is left at its limit, and memory stays bounded', async () => {
    const memory = watchMemory();
    const { freeBusy } = await serverThat(gigabyte(207));
    expect(await freeBusy()).toMatchObject({ known: false, error: { code: 'bad-response' } });
    expect(memory.grownBytes()).toBeLessThan(160 * 1024 * 1024);
  });

  test('entities that double over and over are not opened', async () => {
    const heap = watchHeap();
    const doubling = Array.from(
      { length: 40 },
      (_each, at) => `<!ENTITY e${at + 1} "&e${at};&e${at};">`,
    ).join('');
    const bomb = `<!DOCTYPE m [<!ENTITY e0 "ha">${doubling}]>${multistatus('&e40;')}`;
    const { freeBusy } = await serverThat(always(207, bomb));
    const before = performance.now();
    expect(await freeBusy()).toMatchObject({ known: false, error: { code: 'bad-response' } });
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(heap.grownBytes()).toBeLessThan(64 * 1024 * 1024);
  });

  test.each([
    [429, 'throttled', '7', 7_000],
    [503, 'unavailable', '120', 120_000],
    [429, 'throttled', 'nonsense', null],
  ])('%i tells when to come back', async (status, code, header, retryAfterMs) => {
    const { freeBusy } = await serverThat(always(status, '', { 'retry-after': header }));
    expect(await freeBusy()).toMatchObject({ known: false, error: { code, retryAfterMs } });
  });

  test('a REPORT that is missing once is asked again', async () => {
    let asked = 0;
    const { freeBusy } = await serverThat((_request, socket) => {
      asked += 1;
      answer(socket, asked === 1 ? 404 : 207, asked === 1 ? '' : multistatus());
    });
    expect(await freeBusy()).toMatchObject({ known: true, busy: [] });
  });

  test('an object that went between list and fetch is gone; one that is broken is unknown', async () => {
    const broken = vcalendar(vevent('x', 'DTSTART:20261201T090000Z', 'RRULE:FREQ=NOW'));
    const gone = `<d:response><d:href>/room/b%20c.ics</d:href><d:status>HTTP/1.1 404 X</d:status></d:response>`;
    const data = (text: string) =>
      listed(
        '/room/a.ics',
        200,
        `<d:getetag>"1"</d:getetag><c:calendar-data>${text}</c:calendar-data>`,
      );
    const scripted = (text: string): Script => {
      let asked = 0;
      return (_request, socket) => {
        asked += 1;
        const list = multistatus(
          listed('http://other.example/room/a.ics'),
          listed('/room/b%20c.ics'),
        );
        answer(socket, 207, asked === 1 ? list : multistatus(data(text), gone));
      };
    };
    const fine = await serverThat(
      scripted(vcalendar(vevent('x', 'DTSTART:20261201T090000Z', 'DURATION:PT1H'))),
    );
    expect(await fine.freeBusy()).toMatchObject({ known: true, busy: [{ uid: 'x' }] });
    const bad = await serverThat(scripted(broken));
    const message = 'the object a.ics is broken: the RRULE line cannot be read';
    expect(await bad.freeBusy()).toMatchObject({
      known: false,
      error: { code: 'bad-response', message },
    });
  });
});

describe('an object of which a part cannot be read', () => {
  const first = 'DTSTART:20261201T090000Z';
  const neighbour = vevent('fine', 'DTSTART:20261201T140000Z', 'DURATION:PT1H');
  const holding = (...lines: readonly string[]): Script => {
    const text = vcalendar(neighbour, vevent('broken', first, ...lines));
    return (_request, socket) => {
      const data = `<c:calendar-data>${text}</c:calendar-data>`;
      answer(
        socket,
        207,
        multistatus(listed('/room/a.ics', 200, `<d:getetag>"1"</d:getetag>${data}`)),
      );
    };
  };
  const before = between('2026-11-30T00:00:00Z', '2026-12-01T09:00:00Z');
  const after = between('2026-12-02T00:00:00Z', '2026-12-03T00:00:00Z');
  const message = 'the object a.ics is broken: a RECURRENCE-ID cannot be read';

  test('takes the time that is known, is reported, and hides nothing else', async () => {
    const script = holding('DURATION:PT1H', 'RECURRENCE-ID:20261301T000000Z');
    const { backend, freeBusy } = await serverThat(script);
    expect(await freeBusy()).toMatchObject({
      known: true,
      busy: [
        { uid: 'broken', kind: 'busy', ...between('2026-12-01T09:00:00Z', '2026-12-01T10:00:00Z') },
        { uid: 'fine', kind: 'busy' },
      ],
      impaired: { code: 'bad-response', message },
    });
    const query = { room: roomAt('room/'), window, cursor: null };
    const page = await backend.doListEvents(query, callWithin());
    expect(page.events.map(({ ref }) => ref.uid)).toEqual(['broken', 'fine']);
    expect(page.impaired).toMatchObject({ message });
  });

  test.each([
    ['rule', ['DURATION:PT1H', 'RRULE:FREQ=NOW']],
    ['end', ['DTEND:later']],
  ])('leaves the room unknown from its start on where its %s is lost', async (_name, lines) => {
    const { freeBusyIn } = await serverThat(holding(...lines));
    expect(await freeBusyIn(before)).toMatchObject({ known: true, busy: [] });
    expect(await freeBusyIn(after)).toMatchObject({
      known: false,
      error: { code: 'bad-response' },
    });
  });

  test('leaves it unknown from a date on that was added before its start', async () => {
    const script = holding('DURATION:PT1H', 'RRULE:FREQ=NOW', 'RDATE:20261130T090000Z');
    const { freeBusyIn } = await serverThat(script);
    expect(await freeBusyIn(before)).toMatchObject({ known: false });
    const earlier = between('2026-11-29T00:00:00Z', '2026-11-30T09:00:00Z');
    expect(await freeBusyIn(earlier)).toMatchObject({ known: true, busy: [] });
  });

  test.each([['STATUS:CANCELLED'], ['TRANSP:TRANSPARENT']])(
    'takes none where it says %s',
    async (line) => {
      const { freeBusy } = await serverThat(holding('RRULE:FREQ=NOW', line));
      expect(await freeBusy()).toMatchObject({ known: true, busy: [{ uid: 'fine' }] });
    },
  );
});

test('an object that came broken once is read again, although its ETag is the same', async () => {
  const whole = vcalendar(vevent('x', 'DTSTART:20261201T090000Z', 'DURATION:PT1H'));
  const texts = [whole.slice(0, whole.length / 2), whole];
  const listings: string[] = [];
  const { freeBusy } = await serverThat((request, socket) => {
    listings.push(request.method);
    const isList = listings.length % 2 === 1;
    const properties = `<d:getetag>"1"</d:getetag>${isList ? '' : `<c:calendar-data>${texts.shift()}</c:calendar-data>`}`;
    answer(socket, 207, multistatus(listed('/room/a.ics', 200, properties)));
  });
  expect(await freeBusy()).toMatchObject({ known: false, error: { code: 'bad-response' } });
  expect(await freeBusy()).toMatchObject({ known: true, busy: [{ uid: 'x' }] });
});

describe('a certificate', () => {
  const empty = always(207, multistatus());

  async function securely(caCertificate: (own: Identity) => string | undefined) {
    const identity = await createServerIdentity('caldav.test');
    const server = await startScripted(empty, identity);
    servers.push(server);
    const trusted = caCertificate(identity);
    const backend = connect({
      serverUrl: server.url,
      username: 'svc',
      password: 's3cret-word',
      ...(trusted === undefined ? {} : { caCertificate: trusted }),
    });
    const query = { rooms: [roomAt('room/')], window };
    const [room] = await backend.doFreeBusy(query, callWithin());
    return { server, room };
  }

  test('of a private authority that the connection names is taken', async () => {
    const { room } = await securely(({ caCertificate }) => caCertificate);
    expect(room).toMatchObject({ known: true, busy: [] });
  });

  test.each([
    ['of an authority that nobody named', async () => undefined],
    [
      'of another authority than the one named',
      async () => (await createServerIdentity('else.test')).caCertificate,
    ],
  ])('%s makes the room unknown, and nothing is sent', async (_name, authority) => {
    const other = await authority();
    const { server, room } = await securely(() => other);
    expect(room).toMatchObject({ known: false, error: { code: 'unavailable' } });
    if (room?.known === false) expect(room.error.message).toMatch(/certificate|CERT|SIGNATURE/i);
    expect(server.methods).toEqual([]);
  });
});

describe('time', () => {
  const silent: Script = () => undefined;

  test.each([
    ['silence', silent],
    ['a slow drip', drip(207)],
  ])('%s ends at the deadline, the sockets with it', async (_name, script) => {
    const { server, freeBusy } = await serverThat(script);
    const before = performance.now();
    expect(await freeBusy(150)).toMatchObject({ known: false, error: { code: 'timeout' } });
    expect(performance.now() - before).toBeLessThan(2_000);
    await waitFor('the sockets to close', () => server.open() === 0);
  });

  test('a caller who leaves is told aborted; a write is then unknown', async () => {
    const { server, backend, room } = await serverThat(silent);
    const leaving = new AbortController();
    const write = errorOf(
      backend.doCreate(draftFor(room), { signal: leaving.signal, requestId: 'test' }),
    );
    await waitFor('the PUT to arrive', () => server.methods.includes('PUT'));
    leaving.abort();
    const error = await write;
    expect([error.code, error.outcome]).toEqual(['aborted', 'unknown']);
  });

  test('at most four sockets are open, and who waits for one leaves at the deadline', async () => {
    const { server, backend } = await serverThat(silent);
    const rooms = Array.from({ length: 12 }, (_each, index) =>
      roomAt(`room-${index}/`, `${index}`),
    );
    const reading = backend.doFreeBusy({ rooms, window }, callWithin(300));
    await waitFor('four requests', () => server.methods.length === 4);
    const answers = await reading;
    expect(answers.map((each) => !each.known && each.error.code)).toEqual(
      Array(12).fill('timeout'),
    );
    expect(server.methods).toHaveLength(4);
  });
});

describe('a write', () => {
  const onPut =
    (act: Script): Script =>
    (request, socket) => {
      if (request.method === 'PUT') act(request, socket);
      else if (request.method === 'REPORT') answer(socket, 207, multistatus());
      else answer(socket, 404, '');
    };
  const inner412 = `<d:response><d:href>/x</d:href><d:status>HTTP/1.1 412 X</d:status></d:response>`;
  const cases: readonly (readonly [string, Script, string, string])[] = [
    ['207 with 412 inside', always(207, multistatus(inner412)), 'bad-response', 'unknown'],
    ['202', always(202, ''), 'bad-response', 'unknown'],
    ['200 with nothing there afterwards', always(200, ''), 'event-not-found', 'unknown'],
    ['500', always(500, ''), 'unavailable', 'unknown'],
    ['503', always(503, ''), 'unavailable', 'unknown'],
    ['413', always(413, ''), 'invalid-request', 'not-applied'],
    ['429', always(429, ''), 'throttled', 'not-applied'],
    ['412 without the event', always(412, ''), 'conflict', 'not-applied'],
    ['403', always(403, ''), 'forbidden', 'not-applied'],
    [
      'a redirect elsewhere',
      always(307, '', { location: 'http://[::1]:9/' }),
      'bad-response',
      'unknown',
    ],
    [
      'a reset after it left',
      (_request, socket) => socket.resetAndDestroy(),
      'unavailable',
      'unknown',
    ],
  ];
  test.each(cases)('answered by %s says what became of it', async (_name, act, code, outcome) => {
    const { backend, room } = await serverThat(onPut(act));
    const error = await errorOf(backend.doCreate(draftFor(room), callWithin()));
    expect([error.code, error.outcome]).toEqual([code, outcome]);
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('s3cret');
  });

  test('that the server stored otherwise is not a success', async () => {
    const other = vcalendar(
      vevent('booking-1@foyer', 'DTSTART:20261201T100000Z', 'DTEND:20261201T110000Z'),
    );
    const { backend, room } = await serverThat((request, socket) => {
      if (request.method === 'PUT') answer(socket, 201, '');
      else answer(socket, 200, other, { 'content-type': 'text/calendar' });
    });
    const error = await errorOf(backend.doCreate(draftFor(room), callWithin()));
    expect([error.code, error.outcome]).toEqual(['bad-response', 'unknown']);
  });

  test('an event that is called gone while it is there is not gone', async () => {
    const stored = vcalendar(vevent('x', 'DTSTART:20261201T100000Z', 'DURATION:PT1H'));
    const { backend, room } = await serverThat((request, socket) => {
      if (request.method === 'DELETE' || request.path.endsWith('/gone.ics'))
        answer(socket, 404, '');
      else answer(socket, 200, stored, { 'content-type': 'text/calendar' });
    });
    const cancel = (handle: string) => {
      const ref = { uid: 'x', recurrenceId: null, handle, version: null, rooms: [room] };
      return errorOf(backend.doCancel(ref, 'all', callWithin()));
    };
    expect(await cancel('/room/x.ics')).toMatchObject({
      code: 'bad-response',
      outcome: 'not-applied',
    });
    expect((await cancel('/room/gone.ics')).code).toBe('event-not-found');
  });
});
