import { expect, test } from 'vitest';
import { errorNames, fromStatus } from '@/lib/calendar/backends/graph/native-errors';
import { retryAfterOf } from '@/lib/calendar/backends/shared/request-errors';
import { instant } from '@/lib/core/time/instant';

const now = instant(Date.UTC(2026, 10, 25));
const read = { name: 'get event', writes: false, missing: 'event-not-found' } as const;
const write = { name: 'create event', writes: true, missing: 'room-not-found' } as const;

function answer(status: number, code = '', headers: Record<string, string> = {}) {
  const text = JSON.stringify({ error: { code, message: 'About Project Nightjar' } });
  return { status, headers: new Headers(headers), text };
}

test.each([
  ['2.128', 2_128],
  ['0.128', 128],
  ['3', 3_000],
  ['Wed, 25 Nov 2026 00:00:07 GMT', 7_000],
  ['99999999', 3_600_000],
  ['soon', null],
  ['-1', null],
])('Retry-After %s is %s ms', (text, expected) => {
  expect(retryAfterOf(new Headers({ 'retry-after': text }), now)).toBe(expected);
});

test.each([
  [401, '', 'unauthenticated', 'not-applied'],
  [403, 'ErrorAccessDenied', 'forbidden', 'not-applied'],
  [404, 'ErrorInvalidUser', 'room-not-found', 'not-applied'],
  [404, 'ErrorItemNotFound', 'event-not-found', 'not-applied'],
  [409, 'ErrorDuplicateTransactionId', 'stale', 'not-applied'],
  [412, 'ErrorIrresolvableConflict', 'stale', 'not-applied'],
  [429, 'ApplicationThrottled', 'throttled', 'not-applied'],
  [500, 'InternalServerError', 'unavailable', 'unknown'],
  [504, '', 'unavailable', 'unknown'],
  [408, '', 'timeout', 'unknown'],
  [302, '', 'bad-response', 'unknown'],
])('%i %s is %s, and the write %s', (status, code, expected, outcome) => {
  const error = fromStatus(answer(status, code), write, now);
  expect([error.code, error.outcome]).toEqual([expected, outcome]);
});

test('a 503 that asks for a pause is throttling, and without it an outage', () => {
  const paused = fromStatus(answer(503, 'ServiceUnavailable', { 'retry-after': '1.5' }), read, now);
  expect([paused.code, paused.retryAfterMs, paused.outcome]).toEqual(['throttled', 1_500, null]);
  expect(fromStatus(answer(503), read, now).code).toBe('unavailable');
});

test('no text of an answer gets into the error, only the names of what is wrong', () => {
  const error = fromStatus(answer(400, 'ErrorInvalidRequest'), write, now);
  expect(error.message).toContain('ErrorInvalidRequest');
  expect(JSON.stringify([error.message, { ...error }])).not.toContain('Nightjar');
  expect(errorNames('{"error":{"code":"Project Nightjar, 10 am"}}')).toEqual([]);
  expect(errorNames('<html>')).toEqual([]);
});
