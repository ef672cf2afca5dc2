import { describe, expect, it } from 'vitest';
import { readCookies } from '@/lib/auth/read-cookies';

describe('readCookies', () => {
  it.each([
    [null, []],
    ['', []],
    ['a=1', [['a', '1']]],
    [
      'a=1; b=2=3;c=',
      [
        ['a', '1'],
        ['b', '2=3'],
        ['c', ''],
      ],
    ],
    ['a=first; a=second', [['a', 'first']]],
    [
      'a=%C3%A9; b=%zz',
      [
        ['a', 'é'],
        ['b', '%zz'],
      ],
    ],
    ['nothing; =x; a=1', [['a', '1']]],
  ])('reads %s', (header, expected) => {
    expect([...readCookies(header)]).toEqual(expected);
  });
});
