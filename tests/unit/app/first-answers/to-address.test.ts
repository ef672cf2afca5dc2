import { expect, it } from 'vitest';
import { toAddress } from '@/app/_first-answers/to-address';

it('reads an address as the browser does', () => {
  const text = 'building=a&building=b&floor=&people=3';
  const read = toAddress({ building: ['a', 'b'], floor: '', people: '3', date: undefined });
  for (const name of ['building', 'floor', 'people', 'date']) {
    expect(read.get(name)).toBe(new URLSearchParams(text).get(name));
  }
});
