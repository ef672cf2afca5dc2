import { expect, test } from 'vitest';
import { ruleProblemOf } from '@/app/_components/booking/dates/rule-problem-of';
import { RequestFailure } from '@/lib/http/client/request-failure';

function refusal(path: string, message: string): RequestFailure {
  return new RequestFailure('problem', {
    type: 'urn:foyer:problem:invalid-input',
    title: 'Invalid input',
    status: 422,
    code: 'invalid-input',
    detail: 'Check the input.',
    requestId: 'r1',
    errors: [{ path, message }],
  });
}

test.each([
  [
    'rrule',
    'has a date that is still running when the next begins (overlaps-itself)',
    'overlaps-itself',
  ],
  ['rrule', 'has a value that is not possible (bad-value: BYDAY)', 'bad-value'],
  ['rrule', 'is not what anybody expects (whatever)', null],
  ['title', 'is too long (too-large)', null],
])('%s %s', (path, message, expected) => {
  expect(ruleProblemOf(refusal(path, message))).toBe(expected);
});

test('is none where nobody answered', () => {
  expect(ruleProblemOf(new RequestFailure('offline', null))).toBeNull();
});
