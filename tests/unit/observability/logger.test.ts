import { expect, test } from 'vitest';
import { BackendError } from '@/lib/calendar/errors';
import { createLogger } from '@/lib/observability/logger';

function capture() {
  const lines: string[] = [];
  const log = createLogger('trace', { write: (line) => void lines.push(line) });
  return { log, text: () => lines.join(''), last: () => JSON.parse(lines.at(-1) ?? '{}') };
}

const secretNames = [
  'password',
  'secret',
  'token',
  'authorization',
  'Authorization',
  'cookie',
  'set-cookie',
  'clientSecret',
  'client_secret',
  'accessToken',
  'serviceAccountKey',
  'privateKey',
  'private_key',
  'FOYER_ENCRYPTION_KEY',
];

test.each(secretNames)('%s does not get out, at any depth, of lines and children', (name) => {
  const { log, text } = capture();
  const secret = { [name]: 'hunter2', list: [{ [name]: { inner: 'hunter2' } }] };
  log.info({ ...secret, a: { b: { c: { d: secret } } } }, 'line');
  log.child(secret).info('child');
  log
    .child({ options: { deep: secret } })
    .child({ deeper: true })
    .child(secret)
    .info('child');
  expect(text()).not.toContain('hunter2');
  expect(text().split('\n').filter(Boolean)).toHaveLength(3);
});

test('errors keep what helps and lose what libraries hang on them', () => {
  const { log, text, last } = capture();
  const native = Object.assign(new Error('connect ECONNREFUSED'), {
    code: 'ECONNREFUSED',
    config: { headers: { Authorization: 'Basic aHVudGVyMg==' }, data: 'hunter2' },
    response: { body: '<private/>hunter2' },
    detail: 'Key (title)=(hunter2) exists',
  });
  const error = new BackendError('unavailable', 'no connection', { cause: native });
  log.error({ err: error, other: native }, 'failed');
  expect(last()).toMatchObject({
    level: 'error',
    msg: 'failed',
    err: {
      type: 'BackendError',
      code: 'unavailable',
      cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
    },
    other: { code: 'ECONNREFUSED' },
  });
  log.child({ err: error, error: native }).warn('child');
  log.error(native);
  log.error({ err: native });
  log.error({ err: { config: { password: 'hunter2' } } });
  expect(text()).not.toContain('hunter2');
  expect(text()).not.toContain('aHVudGVyMg');
});

test.each([
  'GET https://alice:hunter2@dav.example.org/ failed',
  'GET https://alice:hun@hunter2@dav.example.org/ failed',
  'sent Authorization: Bearer hunter2.hunter2',
  'authorization: basic hunter2hunter2',
  'POST /token client_secret=hunter2&grant_type=x',
  'https://x.example/feed?token=hunter2',
  'got {"access_token":"hunter2","expires":3600}',
  'got {"access_token": "quo\\"hunter2", "expires": 3600}',
  'DATABASE_URL=postgresql://foyer:hunter2@db/foyer',
  '-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----',
])('secrets in text do not get out: %s', (message) => {
  const { log, text, last } = capture();
  log.info(message);
  log.info({ note: message }, 'note');
  log.error(new Error(message));
  expect(text()).not.toContain('hunter2');
  expect(last().level).toBe('error');
});

test('what meetings are about does not get out', () => {
  const { log, text } = capture();
  log.info({ draft: { title: 'Takeover', description: 'of Acme', uid: 'one' } }, 'draft');
  expect(text()).not.toMatch(/Takeover|Acme/);
  expect(text()).toContain('"uid":"one"');
});

test('plain facts stay as they are, and the given object too', () => {
  const { log, last } = capture();
  const fields = Object.freeze({
    connectionId: 'one',
    ms: 12,
    at: new Date(0),
    rooms: ['a', 'b'],
    none: null,
    body: new Uint8Array(3),
    password: 'x',
  });
  log.info(fields, 'a call of 12 ms, token expired');
  expect(last()).toMatchObject({
    connectionId: 'one',
    ms: 12,
    at: '1970-01-01T00:00:00.000Z',
    rooms: ['a', 'b'],
    none: null,
    body: '[3 bytes]',
    password: '[redacted]',
    msg: 'a call of 12 ms, token expired',
  });
  expect(fields.password).toBe('x');
});

test('circles end', () => {
  const { log, text } = capture();
  const circle: { self?: unknown; password: string } = { password: 'hunter2' };
  circle.self = circle;
  const error = new Error('round');
  error.cause = error;
  log.info({ circle, err: error }, 'circle');
  expect(text()).toContain('[deeper]');
  expect(text()).not.toContain('hunter2');
});

test('says nothing below its level', () => {
  const lines: string[] = [];
  const log = createLogger('warn', { write: (line) => void lines.push(line) });
  log.info('not this');
  log.warn('this');
  expect(lines).toHaveLength(1);
});
