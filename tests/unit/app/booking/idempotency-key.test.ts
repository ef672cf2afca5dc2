import { describe, expect, test } from 'vitest';
import { isDefiniteRefusal, newIdempotencyKey } from '@/app/_components/booking/idempotency-key';
import type { ProblemCode } from '@/lib/core/errors';
import { RequestFailure } from '@/lib/http/client/request-failure';

function refusal(code: ProblemCode): RequestFailure {
  const type = `urn:foyer:problem:${code}`;
  return new RequestFailure('problem', {
    type,
    title: code,
    status: 409,
    code,
    detail: code,
    requestId: 'r1',
  });
}

test('each key is another', () => {
  const keys = Array.from({ length: 100 }, newIdempotencyKey);
  expect(new Set(keys).size).toBe(100);
  expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
});

describe('whether nothing was booked for certain', () => {
  test.each([
    'conflict',
    'policy',
    'availability-unknown',
    'invalid-input',
    'backend-refused',
    'backend-unavailable',
  ] as const)('yes after %s: the next attempt is another booking', (code) =>
    expect(isDefiniteRefusal(refusal(code))).toBe(true),
  );

  test.each(['internal', 'database-unavailable'] as const)(
    'no after %s: the next attempt must find it',
    (code) => expect(isDefiniteRefusal(refusal(code))).toBe(false),
  );

  test.each(['offline', 'unreadable'] as const)('no when the answer is %s', (kind) => {
    expect(isDefiniteRefusal(new RequestFailure(kind, null))).toBe(false);
  });
});
