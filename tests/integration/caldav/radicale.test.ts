import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RoomRef } from '@/lib/calendar/backend';
import { deliver, startHttpRoad } from '@/tests/bench/wire/http-road';
import {
  at,
  between,
  callWithin,
  connect,
  draftFor,
  errorOf,
  roomAt,
  vcalendar,
  vevent,
} from '@/tests/integration/caldav/connection';
import { type RadicaleServer, startRadicale } from '@/tests/support/radicale';

const day = between('2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z');
const email = 'curie@rooms.example.org';

describe('the CalDAV backend on a real Radicale', () => {
  let radicale: RadicaleServer;
  let backend: ReturnType<typeof connect>;
  let calendarUrl: string;
  let room: RoomRef;
  let count = 0;

  beforeAll(async () => {
    radicale = await startRadicale();
    process.stdout.write(`Radicale ${radicale.version}\n`);
    backend = connect(radicale.connection);
  });
  afterAll(async () => {
    await backend.close();
    await radicale.stop();
  });
  beforeEach(async () => {
    count += 1;
    calendarUrl = await radicale.makeCalendar(`room-${count}`);
    room = roomAt(calendarUrl, 'room-1', email);
  });

  const busyOf = async (window = day) => {
    const [answer] = await backend.doFreeBusy({ rooms: [room], window }, callWithin());
    if (!answer?.known) throw new Error(`unknown: ${answer?.error.message}`);
    return answer.busy.map(({ start, end, kind }) => [
      new Date(start).toISOString(),
      new Date(end).toISOString(),
      kind,
    ]);
  };

  test('a booking is written once, with its times, title and room, and read back', async () => {
    const draft = draftFor(room);
    const ref = await backend.doCreate(draft, callWithin());
    const [text = ''] = await radicale.readObjects(calendarUrl);
    expect(text).toContain('DTSTART;TZID=Europe/Paris:20261201T100000');
    expect(text).toContain('DTEND;TZID=Europe/Paris:20261201T110000');
    expect(text).toContain('UID:booking-1@foyer');
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    const event = await backend.doGet(ref, callWithin());
    expect(event).toEqual({
      ref,
      start: draft.start,
      end: draft.end,
      kind: 'busy',
      title: draft.title,
      organizer: { email: 'alice@example.org', name: 'Alice: A , Example' },
      attendees: draft.attendees,
      visibility: 'default',
      answers: [{ roomId: 'room-1', answer: 'accepted' }],
    });
    expect(ref.version).not.toBeNull();
    expect(await busyOf()).toEqual([
      ['2026-12-01T09:00:00.000Z', '2026-12-01T10:00:00.000Z', 'busy'],
    ]);
  });

  test('the same draft twice is one event; another one under its uid is a conflict', async () => {
    const draft = draftFor(room);
    const first = await backend.doCreate(draft, callWithin());
    expect(await backend.doCreate(draft, callWithin())).toEqual(first);
    const other = draftFor(room, { end: at('2026-12-01T11:00:00Z') });
    const error = await errorOf(backend.doCreate(other, callWithin()));
    expect([error.code, error.outcome]).toEqual(['conflict', 'not-applied']);
    expect(await radicale.readObjects(calendarUrl)).toHaveLength(1);
  });

  test('an event of another program under the same uid and another name is a conflict', async () => {
    const foreign = vevent('booking-1@foyer', 'DTSTART:20261201T150000Z', 'DURATION:PT1H');
    await radicale.putObject(calendarUrl, 'elsewhere.ics', vcalendar(foreign));
    const error = await errorOf(backend.doCreate(draftFor(room), callWithin()));
    expect([error.code, error.outcome]).toEqual(['conflict', 'not-applied']);
    expect(await radicale.readObjects(calendarUrl)).toHaveLength(1);
  });

  test('twelve writers of one uid leave one event', async () => {
    const draft = draftFor(room);
    const refs = await Promise.all(
      Array.from({ length: 12 }, () => backend.doCreate(draft, callWithin())),
    );
    expect(new Set(refs.map((ref) => ref.version)).size).toBe(1);
    expect(await radicale.readObjects(calendarUrl)).toHaveLength(1);
  });

  test('found by uid, and null only where it is not', async () => {
    const ref = await backend.doCreate(draftFor(room), callWithin());
    const other = roomAt(await radicale.makeCalendar(`other-${count}`), 'room-2');
    const query = { rooms: [other, room], uid: 'booking-1@foyer' };
    expect((await backend.doFindByUid(query, callWithin()))?.ref).toEqual(ref);
    expect(await backend.doFindByUid({ ...query, uid: 'booking' }, callWithin())).toBeNull();
    expect(await backend.doFindByUid({ ...query, rooms: [other] }, callWithin())).toBeNull();
  });

  test('an update keeps what it does not know, counts SEQUENCE and refuses old versions', async () => {
    const text = vcalendar(
      vevent(
        'x',
        'DTSTART;TZID=Europe/Paris:20261201T090000',
        'DURATION:PT45M',
        'X-SEATS;X-P=1:theatre',
        'SUMMARY:Old',
        'ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org',
        'ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'TRIGGER:-PT5M',
        'DESCRIPTION:x',
        'END:VALARM',
      ),
    );
    await radicale.putObject(calendarUrl, 'x.ics', text);
    const event = await backend.doFindByUid({ rooms: [room], uid: 'x' }, callWithin());
    if (!event) throw new Error('not found');
    const change = {
      title: 'New',
      end: at('2026-12-01T09:30:00Z'),
      attendees: [{ email: 'bob@example.org' }, { email: 'dan@example.org' }],
    };
    const updated = await backend.doUpdate(event.ref, change, 'all', callWithin());
    const [after = ''] = await radicale.readObjects(calendarUrl);
    expect(after).toContain('X-SEATS;X-P=1:theatre');
    expect(after).toContain('BEGIN:VALARM');
    expect(after).toContain('SEQUENCE:1');
    expect(after).toContain('ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org');
    expect(after).not.toContain('carol');
    expect(after).toContain('DTEND;TZID=Europe/Paris:20261201T103000');
    expect(after).not.toContain('DURATION');
    expect(updated.version).not.toBe(event.ref.version);

    const stale = await errorOf(backend.doUpdate(event.ref, { title: 'X' }, 'all', callWithin()));
    expect([stale.code, stale.outcome]).toEqual(['stale', 'not-applied']);
    const staleCancel = await errorOf(backend.doCancel(event.ref, 'all', callWithin()));
    expect(staleCancel.code).toBe('stale');
    expect((await backend.doGet(updated, callWithin())).title).toBe('New');
  });

  test('of twelve updates of one version one takes effect', async () => {
    const ref = await backend.doCreate(draftFor(room), callWithin());
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, (_each, index) =>
        backend.doUpdate(ref, { title: `T${index}` }, 'all', callWithin()),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('a cancelled event is gone, and cancelling again says so', async () => {
    const ref = await backend.doCreate(draftFor(room), callWithin());
    await backend.doCancel(ref, 'all', callWithin());
    expect(await radicale.readObjects(calendarUrl)).toEqual([]);
    expect(await busyOf()).toEqual([]);
    for (const again of [
      () => backend.doCancel(ref, 'all', callWithin()),
      () => backend.doGet(ref, callWithin()),
      () => backend.doUpdate(ref, { title: 'x' }, 'all', callWithin()),
    ]) {
      expect((await errorOf(again())).code).toBe('event-not-found');
    }
  });

  test('a series keeps its wall time over the change of clocks; one date can go or move', async () => {
    const draft = draftFor(room, {
      uid: 'series',
      start: at('2026-10-19T07:00:00Z'),
      end: at('2026-10-19T08:00:00Z'),
      recurrence: { rrule: 'FREQ=WEEKLY;COUNT=4', exceptions: [at('2026-11-02T08:00:00Z')] },
    });
    const ref = await backend.doCreate(draft, callWithin());
    const window = between('2026-10-01T00:00:00Z', '2026-12-31T00:00:00Z');
    const starts = async () => (await busyOf(window)).map(([start]) => start);
    expect(await starts()).toEqual([
      '2026-10-19T07:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
      '2026-11-09T08:00:00.000Z',
    ]);
    const page = await backend.doListEvents({ room, window, cursor: null }, callWithin());
    const second = page.events[1];
    if (!second) throw new Error('no second date');
    const change = { start: at('2026-10-27T12:00:00Z'), end: at('2026-10-27T13:30:00Z') };
    const moved = await backend.doUpdate(second.ref, change, 'one', callWithin());
    expect(moved.recurrenceId).toBe(second.start);
    expect((await backend.doGet(moved, callWithin())).start).toBe(change.start);
    const last = { ...moved, recurrenceId: at('2026-11-09T08:00:00Z') };
    await backend.doCancel(last, 'one', callWithin());
    expect(await starts()).toEqual(['2026-10-19T07:00:00.000Z', '2026-10-27T12:00:00.000Z']);
    const whole = { ...ref, version: null };
    await backend.doCancel(whole, 'all', callWithin());
    expect(await starts()).toEqual([]);
  });

  test("the room's answer is written and read", async () => {
    const ref = await backend.doCreate(draftFor(room), callWithin());
    const declined = await backend.doRespond(ref, room, 'declined', callWithin());
    const event = await backend.doGet(declined, callWithin());
    expect(event.answers).toEqual([{ roomId: 'room-1', answer: 'declined' }]);
    expect(event.kind).toBe('free');
    expect(await busyOf()).toEqual([]);
    await backend.doRespond(declined, room, 'tentative', callWithin());
    expect((await busyOf()).map(([, , kind]) => kind)).toEqual(['tentative']);
  });

  test("events that Radicale's own filter misses are busy", async () => {
    const put = (uid: string, ...parts: readonly string[]) =>
      radicale.putObject(calendarUrl, `${uid}.ics`, vcalendar(...parts));
    await put('days', vevent('days', 'DTSTART:20261129T230000Z', 'DURATION:P3D'));
    await put(
      'moved',
      vevent('moved', 'DTSTART:20300107T090000Z', 'DTEND:20300107T100000Z', 'RRULE:FREQ=WEEKLY'),
      vevent(
        'moved',
        'RECURRENCE-ID:20300107T090000Z',
        'DTSTART:20261201T130000Z',
        'DTEND:20261201T140000Z',
      ),
    );
    await put(
      'rdate',
      vevent('rdate', 'DTSTART:20200106T090000Z', 'DURATION:PT1H', 'RDATE:20261201T150000Z'),
    );
    expect(await busyOf()).toEqual([
      ['2026-12-01T00:00:00.000Z', '2026-12-02T00:00:00.000Z', 'busy'],
      ['2026-12-01T13:00:00.000Z', '2026-12-01T14:00:00.000Z', 'busy'],
      ['2026-12-01T15:00:00.000Z', '2026-12-01T16:00:00.000Z', 'busy'],
    ]);
  });

  test('the change feed tells what came and went, and a token of nobody is a gap', async () => {
    const read = (cursor: string | null) => backend.doListChanges({ room, cursor }, callWithin());
    const first = await read(null);
    if (first.gap) throw new Error('a gap at first');
    expect(first.changes).toEqual([]);
    const ref = await backend.doCreate(draftFor(room), callWithin());
    const second = await read(first.cursor);
    if (second.gap) throw new Error('a gap');
    expect(second.changes).toEqual([{ handle: ref.handle, removed: false, uid: null }]);
    await backend.doCancel(ref, 'all', callWithin());
    const third = await read(second.cursor);
    if (third.gap) throw new Error('a gap');
    expect(third.changes).toEqual([{ handle: ref.handle, removed: true }]);
    expect(await read(third.cursor)).toMatchObject({ gap: false, changes: [] });
    for (const bogus of ['12', 'http://radicale.org/ns/sync/0000', '<&>"']) {
      expect((await read(bogus)).gap).toBe(true);
    }
  });

  test('calendars are made, found and removed; a home is not', async () => {
    const request = {
      name: 'Salle Curie & Cie 101',
      address: { email },
      timeZone: draftFor(room).timeZone,
    };
    const made = await backend.admin.doCreateCalendar(request, callWithin());
    expect(made).toEqual({ email, calendarUrl: `${radicale.homeUrl}salle-curie-cie-101/` });
    const { rooms } = await backend.admin.doListRooms(callWithin());
    expect(rooms).toContainEqual({
      name: request.name,
      address: { calendarUrl: made.calendarUrl },
      capacity: null,
      building: null,
      floor: null,
      accessible: null,
      equipment: [],
    });
    const again = await errorOf(backend.admin.doCreateCalendar(request, callWithin()));
    expect([again.code, again.outcome]).toEqual(['conflict', 'not-applied']);
    await radicale.putObject(
      made.calendarUrl ?? '',
      'all-day.ics',
      vcalendar(vevent('all-day', 'DTSTART;VALUE=DATE:20261201')),
    );
    room = roomAt(made.calendarUrl ?? '');
    expect(await busyOf(between('2026-11-30T00:00:00Z', '2026-12-03T00:00:00Z'))).toEqual([
      ['2026-11-30T23:00:00.000Z', '2026-12-01T23:00:00.000Z', 'busy'],
    ]);
    await backend.admin.doDeleteCalendar(made, callWithin());
    expect((await errorOf(backend.admin.doDeleteCalendar(made, callWithin()))).code).toBe(
      'room-not-found',
    );
    const home = { calendarUrl: radicale.homeUrl };
    expect((await errorOf(backend.admin.doDeleteRoom(home, callWithin()))).code).toBe(
      'invalid-request',
    );
  });

  test('one missing room does not hide the others', async () => {
    await backend.doCreate(draftFor(room), callWithin());
    const missing = roomAt(`${radicale.homeUrl}never-made/`, 'room-2');
    const rooms = [missing, room, roomAt('https://elsewhere.example.org/x/', 'room-3')];
    const answers = await backend.doFreeBusy({ rooms, window: day }, callWithin());
    expect(answers.map((answer) => [answer.roomId, answer.known])).toEqual([
      ['room-2', false],
      ['room-1', true],
      ['room-3', false],
    ]);
    expect(answers.map((answer) => !answer.known && answer.error.code)).toEqual([
      'room-not-found',
      false,
      'invalid-request',
    ]);
    const create = await errorOf(backend.doCreate(draftFor(missing), callWithin()));
    expect([create.code, create.outcome]).toEqual(['room-not-found', 'not-applied']);
  });

  test('a wrong password is said as such and shows nowhere', async () => {
    const wrong = connect({ ...radicale.connection, password: 'hunter2-wrong' });
    const [answer] = await wrong.doFreeBusy({ rooms: [room], window: day }, callWithin());
    expect(answer).toMatchObject({ known: false, error: { code: 'unauthenticated' } });
    const error = await errorOf(wrong.doCreate(draftFor(room), callWithin()));
    expect([error.code, error.outcome]).toEqual(['unauthenticated', 'not-applied']);
    expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toContain(
      'hunter2',
    );
  });

  test('input that would harm the calendar is refused before it is written', async () => {
    const bad = [
      { end: at('2026-12-01T09:00:00Z') },
      { recurrence: { rrule: 'FREQ=SECONDLY', exceptions: [] } },
      { recurrence: { rrule: 'every day', exceptions: [] } },
      { title: 'x'.repeat(1_000_000) },
      { attendees: [{ email: 'a@b\r\nX-EVIL:1' }] },
      { rooms: [room, room] },
    ];
    for (const more of bad) {
      const error = await errorOf(backend.doCreate(draftFor(room, more), callWithin()));
      expect([error.code, error.outcome]).toEqual(['invalid-request', 'not-applied']);
    }
    expect(await radicale.readObjects(calendarUrl)).toEqual([]);
  });

  test('control characters in a title do not break the calendar for its readers', async () => {
    const title = 'a\u0000b\u0007c\ud800d\r\ne';
    const ref = await backend.doCreate(draftFor(room, { title }), callWithin());
    expect((await backend.doGet(ref, callWithin())).title).toBe('abc\ufffdd\ne');
    expect(await busyOf()).toHaveLength(1);
  });

  test('a booking costs four requests, and what others write since is read all the same', async () => {
    const asked: string[] = [];
    const road = await startHttpRoad({
      upstreamPort: Number(new URL(radicale.baseUrl).port),
      carry: async (passage) => {
        const { method, body } = passage.request;
        asked.push(body.includes('multiget') ? 'FETCH' : method);
        await deliver(passage.client, await passage.forward());
      },
    });
    const over = (url: string) => Object.assign(new URL(url), { port: String(road.port) }).href;
    const { serverUrl } = radicale.connection;
    const passing = connect({ ...radicale.connection, serverUrl: over(serverUrl) });
    const there = roomAt(over(calendarUrl));
    const read = () => passing.doFreeBusy({ rooms: [there], window: day }, callWithin());
    try {
      await read();
      await passing.doCreate(draftFor(there), callWithin());
      expect(await read()).toMatchObject([{ busy: [{ kind: 'busy' }] }]);
      expect(asked).toEqual(['REPORT', 'PUT', 'GET', 'REPORT']);
      const ref = await backend.doCreate(draftFor(room, { uid: 'outsider' }), callWithin());
      expect(await read()).toMatchObject([{ busy: [{}, {}] }]);
      await backend.doCancel(ref, 'all', callWithin());
      expect(await read()).toMatchObject([{ busy: [{}] }]);
    } finally {
      await passing.close();
      await road.stop();
    }
  });

  test('a killed server makes rooms unknown and writes not applied; started again it is read', async () => {
    await backend.doCreate(draftFor(room), callWithin());
    await radicale.kill();
    const [answer] = await backend.doFreeBusy({ rooms: [room], window: day }, callWithin());
    const message = 'CalDAV REPORT found no connection (ECONNREFUSED)';
    expect(answer).toMatchObject({ known: false, error: { code: 'unavailable', message } });
    const draft = draftFor(room, { uid: 'second' });
    const error = await errorOf(backend.doCreate(draft, callWithin()));
    expect([error.code, error.outcome]).toEqual(['unavailable', 'not-applied']);
    await radicale.restart();
    expect(await busyOf()).toHaveLength(1);
    expect(await backend.doFindByUid({ rooms: [room], uid: 'second' }, callWithin())).toBeNull();
  });

  test('a call given up before it begins is aborted and does nothing', async () => {
    const ctx = { signal: AbortSignal.abort(), requestId: 'test' };
    const read = await errorOf(backend.doFreeBusy({ rooms: [room], window: day }, ctx));
    expect(read.code).toBe('aborted');
    const write = await errorOf(backend.doCreate(draftFor(room), ctx));
    expect([write.code, write.outcome]).toEqual(['aborted', 'not-applied']);
    expect(await radicale.readObjects(calendarUrl)).toEqual([]);
  });
});
