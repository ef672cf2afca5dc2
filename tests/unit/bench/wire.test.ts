import { describe, expect, it } from 'vitest';
import { createCalendarTrace } from '@/tests/bench/wire/calendar-trace';
import type { Dialect } from '@/tests/bench/wire/dialect';
import { ewsDialect } from '@/tests/bench/wire/ews-dialect';
import { graphDialect } from '@/tests/bench/wire/graph-dialect';
import {
  type HttpMessage,
  parseRequest,
  statusOf,
  toAnswer,
} from '@/tests/bench/wire/http-message';
import { createMessageCutter, createStatementReader } from '@/tests/bench/wire/postgres-messages';
import { stepOfStatement } from '@/tests/bench/wire/step-of-statement';
import { newEventId, occurrenceId } from '@/tests/simulators/graph/store/item-id';

describe('a request over HTTP', () => {
  const text = 'PUT /svc/a/b.ics HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc';

  it('is read once all of it is there', () => {
    expect(parseRequest(Buffer.from(text.slice(0, -1)))).toBeNull();
    expect(parseRequest(Buffer.from(text))).toMatchObject({
      method: 'PUT',
      path: '/svc/a/b.ics',
      body: 'abc',
    });
  });

  it('has an answer with a status', () => {
    expect(statusOf(toAnswer('503 Busy', 'x', { 'retry-after': '1' }))).toBe(503);
    expect(statusOf(Buffer.from('nonsense'))).toBe(0);
  });
});

describe('statements on their way to PostgreSQL', () => {
  const message = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const parse = (name: string, sql: string) => message('P', Buffer.from(`${name}\0${sql}\0\0\0`));
  const bind = (name: string, values: readonly (string | null)[]) => {
    const parts = values.map((value) => {
      const length = Buffer.alloc(4);
      length.writeInt32BE(value === null ? -1 : Buffer.byteLength(value));
      return Buffer.concat([length, Buffer.from(value ?? '')]);
    });
    return message(
      'B',
      Buffer.concat([
        Buffer.from(`\0${name}\0\0\0\0${String.fromCharCode(parts.length)}`),
        ...parts,
      ]),
    );
  };
  const startup = message('', Buffer.from('user\0foyer\0\0'));

  it('are read from whatever pieces they come in, prepared or not', () => {
    const cut = createMessageCutter(true);
    const read = createStatementReader();
    const stream = Buffer.concat([
      startup,
      message('Q', Buffer.from('BEGIN\0')),
      parse('', 'SELECT $1'),
      bind('', ['é', null]),
      parse('named', 'SELECT 2'),
      bind('named', []),
      bind('named', ['again']),
    ]);
    const found = [...stream].flatMap((byte) =>
      cut(Buffer.from([byte]))
        .map(read)
        .filter((each) => each !== null),
    );
    expect(found).toEqual([
      { text: 'BEGIN', values: [] },
      { text: 'SELECT $1', values: ['é', null] },
      { text: 'SELECT 2', values: [] },
      { text: 'SELECT 2', values: ['again'] },
    ]);
  });

  it.each([
    ['SELECT hold_booking($1::jsonb, $2::jsonb, $3::jsonb) AS answer', [], 'hold'],
    ['WITH b AS (UPDATE bookings SET status = $3)', ['1', 'confirmed'], 'confirm'],
    ['WITH b AS (UPDATE bookings SET status = $3)', ['pending', 'cancelling'], 'begin-cancel'],
    ['WITH b AS (UPDATE bookings SET status = $3)', ['cancelled', 'pending'], 'cancel'],
    ['SELECT 1', [], null],
  ])('are told apart: %s %j', (text, values, step) => {
    expect(stepOfStatement({ text, values })).toBe(step);
  });
});

describe('the trace of a calendar', () => {
  const message = (method: string, body = ''): HttpMessage => ({
    method,
    path: method === 'REPORT' ? '/svc/room/' : '/svc/room/foyer-1.ics',
    body,
    bytes: Buffer.alloc(0),
  });
  const query = message('REPORT', 'calendar-query');
  const multiget = message('REPORT', 'calendar-multiget');

  function follow(
    trace: ReturnType<typeof createCalendarTrace>,
    request: HttpMessage,
    status = 207,
  ) {
    const departure = trace.depart(request);
    expect(trace.underWay()).toHaveLength(1);
    if (status > 0) departure.answered(status);
    departure.arrived(status > 0);
    return departure.step;
  }

  it('tells a booking that goes well', () => {
    const trace = createCalendarTrace();
    trace.begin('/svc/room/');
    const steps = [
      follow(trace, query),
      follow(trace, multiget),
      follow(trace, message('PUT'), 201),
      follow(trace, message('GET'), 200),
      follow(trace, query),
      follow(trace, multiget),
      follow(trace, message('DELETE'), 200),
    ];
    expect(steps).toEqual([
      ...['read-live', 'read-live', 'write', 'check-write', 'read-back', 'read-back', 'withdraw'],
    ]);
  });

  it('tells the look-up after a lost answer, and what follows it', () => {
    const trace = createCalendarTrace();
    trace.begin('/svc/room/');
    follow(trace, query);
    follow(trace, message('PUT'), 0);
    expect([
      follow(trace, query),
      follow(trace, query),
      follow(trace, message('PUT'), 201),
    ]).toEqual(['look-up', 'recheck', 'rewrite']);
    expect(follow(trace, query)).toBe('read-back');
  });

  it('tells what is taken up after a crash and found', () => {
    const trace = createCalendarTrace();
    trace.begin('/svc/room/');
    follow(trace, message('PUT'), 201);
    trace.interrupt();
    expect([follow(trace, query), follow(trace, multiget), follow(trace, query)]).toEqual([
      ...['look-up', 'look-up', 'read-back'],
    ]);
  });
});

describe('the trace of rooms that answer for themselves', () => {
  const room = 'room-1@example.org';
  const id = newEventId();
  const users = '/v1.0/users';
  const meeting = `${users}/a%40example.org/events`;
  const event = `${meeting}/${encodeURIComponent(id)}`;
  const date = `${meeting}/${encodeURIComponent(occurrenceId(id, 0))}`;
  const search = (user: string) => `${users}/${encodeURIComponent(user)}/events?$filter=x`;

  function follow(dialect: Dialect, requests: readonly HttpMessage[]) {
    const trace = createCalendarTrace(dialect);
    trace.begin(room);
    return (interruptedAt: number) =>
      requests.map((request, index) => {
        if (index === interruptedAt) trace.interrupt();
        const departure = trace.depart(request, room);
        departure.answered(200);
        departure.arrived(true);
        return departure.step;
      });
  }
  const graph = (text: string): HttpMessage => {
    const [method = '', path = ''] = text.split(' ');
    return { method, path, body: '', bytes: Buffer.alloc(0) };
  };
  const ews = (operation: string, body = ''): HttpMessage => ({
    method: 'POST',
    path: '/EWS/Exchange.asmx',
    body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="m"><s:Body><m:${operation}>${body}</m:${operation}></s:Body></s:Envelope>`,
    bytes: Buffer.alloc(0),
  });

  it('tells the requests that Graph needs for a series, and what follows a death', () => {
    const requests = [
      `POST ${users}/${room}/calendar/getSchedule`,
      `GET ${users}/${room}/calendar?$select=id`,
      `POST ${meeting}`,
      ...[`GET ${event}`, `GET ${event}/instances`, `DELETE ${date}`, `GET ${event}`],
      ...[`PATCH ${event}`, `GET ${event}`, `GET ${event}`, `DELETE ${event}`],
      `GET ${users}/${room}/calendarView/delta`,
      ...[`GET ${search(room)}`, `GET ${search('a@example.org')}`],
      ...[`POST ${users}/${room}/calendar/getSchedule`, `POST ${meeting}`],
    ].map(graph);
    expect(follow(graphDialect, requests)(11)).toEqual([
      ...['read-live', 'prepare-write', 'write'],
      ...['check-write', 'check-write', 'complete-write', 'check-write'],
      ...['complete-write', 'check-write', 'read-back', 'withdraw'],
      ...['aside', 'look-up', 'look-up', 'recheck', 'rewrite'],
    ]);
  });

  it('tells the requests that Exchange needs for a series, and what follows a death', () => {
    const requests = [
      ews('GetUserAvailabilityRequest'),
      ews('FindItem'),
      ews('GetUserAvailabilityRequest', '2030-01-01T00:00:00'),
      ews('CreateItem'),
      ews('DeleteItem', '<OccurrenceItemId/>'),
      ews('GetItem', 'IdOnly'),
      ews('UpdateItem'),
      ews('FindItem'),
      ews('GetItem', 'IdOnly<AdditionalProperties/>'),
      ews('DeleteItem'),
      ews('SyncFolderItems'),
      ews('FindItem', room),
      ews('FindItem'),
      ews('GetUserAvailabilityRequest'),
      ews('CreateItem'),
    ];
    expect(follow(ewsDialect, requests)(10)).toEqual([
      ...['read-live', 'prepare-write', 'prepare-write', 'write'],
      ...['complete-write', 'check-write', 'complete-write'],
      ...['read-back', 'read-back', 'withdraw'],
      ...['aside', 'look-up', 'look-up', 'recheck', 'rewrite'],
    ]);
  });
});
