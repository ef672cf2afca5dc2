import { describe, expect, it } from 'vitest';
import { formatAccessToken, hashAccessToken, isAccessToken } from '@/lib/auth/access-token';

const token = formatAccessToken(new Uint8Array(32).fill(7));

describe('access tokens', () => {
  it('are recognised by their prefix, length and checksum', () => {
    expect(token).toMatch(/^foyer_[A-Za-z0-9_-]{49}$/);
    expect(isAccessToken(token)).toBe(true);
    expect(isAccessToken(formatAccessToken(new Uint8Array(32)))).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['another prefix', token.replace('foyer_', 'other_')],
    ['a changed character', token.replace('foyer_B', 'foyer_C')],
    ['a changed checksum', `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
    ['one character too few', token.slice(0, -1)],
    ['one character too many', `${token}A`],
    ['a line break at the end', `${token}\n`],
    ['a NUL', `${token.slice(0, -1)}\0`],
  ])('are not %s', (_, text) => {
    expect(isAccessToken(text)).toBe(false);
  });

  it('need exactly 32 bytes', () => {
    expect(() => formatAccessToken(new Uint8Array(31))).toThrow(RangeError);
  });

  it('are hashed whole, with SHA-256', () => {
    expect(hashAccessToken('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
