import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestHash } from '@/lib/services/booking/request-hash';

/** The same value with the fields of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

describe('the hash of a request', () => {
  it('does not mind the order of fields', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(requestHash(turned(value))).toBe(requestHash(value));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('minds everything else', () => {
    const body = { roomIds: ['a', 'b'], title: 'x', attendees: [{ email: 'a@b.c' }] };
    const others = [
      { ...body, title: 'y' },
      { ...body, roomIds: ['b', 'a'] },
      { ...body, attendees: [] },
      { ...body, description: '' },
      { ...body, title: 1 },
    ];
    const hashes = [body, ...others].map(requestHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(requestHash({ ...body, description: undefined })).toBe(requestHash(body));
  });
});
