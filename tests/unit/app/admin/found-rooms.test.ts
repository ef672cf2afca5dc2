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

it('one reason of many rooms is one problem, which names them', () => {
  const roomNamed = (name: string) => ({ id: name, name });
  const problems = [
    { step: 'read-room', code: 'forbidden', message: 'first', room: roomNamed('Curie') },
    { step: 'read-room', code: 'timeout', message: 'slow', room: roomNamed('Hopper') },
    { step: 'read-room', code: 'forbidden', message: 'second', room: roomNamed('Turing') },
    { step: 'list-rooms', code: 'forbidden', message: 'listing', room: null },
  ] as const;
  expect(groupProblems(problems)).toEqual([
    { step: 'read-room', code: 'forbidden', message: 'first', roomNames: ['Curie', 'Turing'] },
    { step: 'read-room', code: 'timeout', message: 'slow', roomNames: ['Hopper'] },
    { step: 'list-rooms', code: 'forbidden', message: 'listing', roomNames: [] },
  ]);
});
