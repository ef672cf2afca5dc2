import { expect, it } from 'vitest';
import { isKnown } from '@/lib/http/server/is-known';

it.each([
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['"b"', false],
  ['a', false],
  ['', false],
])('%s names what the caller has: %s', (asked, known) => {
  const headers = new Headers({ 'if-none-match': asked });
  expect(isKnown(headers, '"a"')).toBe(known);
  expect(isKnown(headers, 'W/"a"')).toBe(known);
});

it('nothing is known to one who names nothing', () => {
  expect(isKnown(new Headers(), '"a"')).toBe(false);
});
