import { expect, test } from 'vitest';
import { singleKeyOf } from '@/app/_components/keyboard/single-key-of';

const alone = { ctrlKey: false, altKey: false, metaKey: false };

test.each([
  ['?', '?'],
  ['m', 'm'],
  ['M', 'm'],
  ['+', '+'],
  [' ', null],
  ['Enter', null],
  ['ArrowLeft', null],
  ['F1', null],
])('%s is the single key %s', (key, single) => {
  expect(singleKeyOf({ ...alone, key })).toBe(single);
});

test.each(['ctrlKey', 'altKey', 'metaKey'])('with %s a key is not single', (modifier) => {
  expect(singleKeyOf({ ...alone, key: 'm', [modifier]: true })).toBeNull();
});
