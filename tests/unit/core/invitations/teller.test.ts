import { expect, it } from 'vitest';
import { combineTellers } from '@/lib/core/invitations/teller';

it.each([
  [[], null],
  [['nobody'], 'nobody'],
  [['mail', 'mail'], 'mail'],
  [['mail', 'calendar'], 'calendar'],
  [[null, 'calendar'], 'calendar'],
  [['mail', null], null],
] as const)('of %j it is %s', (ofRooms, teller) => {
  expect(combineTellers(ofRooms)).toBe(teller);
});
