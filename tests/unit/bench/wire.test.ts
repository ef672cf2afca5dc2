import { describe, expect, it } from 'vitest';
import { createCalendarTrace } from '@/tests/bench/wire/calendar-trace';
import {
  type HttpMessage,
  parseRequest,
  statusOf,
  toAnswer,
} from '@/tests/bench/wire/http-message';
import { createMessageCutter, createStatementReader } from '@/tests/bench/wire/postgres-messages';
import { stepOfStatement } from '@/tests/bench/wire/step-of-statement';

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
    ['INSERT INTO bookings (id) VALUES ($1)', [], 'hold'],
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
