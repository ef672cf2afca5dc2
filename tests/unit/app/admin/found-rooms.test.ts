import { expect, it } from 'vitest';
import { groupProblems } from '@/app/(admin)/admin/connections/[id]/group-problems';
import { isSameAddress } from '@/app/(admin)/admin/connections/[id]/is-same-address';

it.each([
  [{ email: 'A@x.org' }, { email: 'a@x.org' }, true],
  [{ email: 'a@x.org' }, { email: 'b@x.org' }, false],
  [{ calendarUrl: 'https://d/r' }, { calendarUrl: 'https://d/r/' }, true],
  [
    { email: 'a@x.org', calendarUrl: 'https://d/r/' },
    { email: 'a@x.org', calendarUrl: 'https://d/other/' },
    false,
  ],
  [{}, {}, false],
])('%j and %j name one room: %j', (one, other, same) => {
  expect(isSameAddress(one, other)).toBe(same);
});

it('one reason of many rooms is one problem', () => {
  const problems = [
    { code: 'forbidden', message: 'first' },
    { code: 'timeout', message: 'slow' },
    { code: 'forbidden', message: 'second' },
  ] as const;
  expect(groupProblems(problems)).toEqual([
    { code: 'forbidden', message: 'first', count: 2 },
    { code: 'timeout', message: 'slow', count: 1 },
  ]);
});
