import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FoyerError } from '@/lib/core/errors';
import { isDatabaseLost, isExclusionViolation, withDatabaseErrors } from '@/lib/db/database-errors';
import { fromCursor, toCursor } from '@/lib/db/page-cursor';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('comes back as it was, and goes into an address as it is', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string({ unit: 'grapheme' }), (at, name) => {
        fc.pre(!name.includes('\0'));
        const cursor = toCursor([at, name]);
        expect(encodeURIComponent(cursor)).toBe(cursor);
        expect(fromCursor(cursor, ['instant', 'string'])).toEqual([at, name]);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'garbage'],
    ['no list', encode({ 0: 1, 1: 'a' })],
    ['too short', encode([1])],
    ['too long', encode([1, 'a', 'b'])],
    ['of another type', encode(['1', 'a'])],
    ['a fraction', encode([1.5, 'a'])],
    ['no date that there is', encode([8.64e15 + 1, 'a'])],
    ['with NUL', encode([1, 'a\0'])],
  ])('that is %s is refused', (_what, cursor) => {
    expect(() => fromCursor(cursor, ['instant', 'string'])).toThrow(FoyerError);
  });
});

describe('errors of the database', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, true],
    [{ code: '57P01' }, true],
    [{ code: '08006' }, true],
    [new Error('Connection terminated unexpectedly'), true],
    [{ cause: { meta: { driverAdapterError: { cause: { originalCode: '57P03' } } } } }, true],
    [new AggregateError([{ code: 'ECONNREFUSED' }]), true],
    [{ code: '23P01' }, false],
    [new Error('syntax error'), false],
    ['ECONNREFUSED', false],
    [null, false],
  ])('%o is a lost database: %s', (error, isLost) => {
    expect(isDatabaseLost(error)).toBe(isLost);
  });

  it('knows an overlap however it is wrapped', () => {
    const wrapped = { code: 'P2039', meta: { driverAdapterError: { cause: { code: '23P01' } } } };
    expect(isExclusionViolation(wrapped)).toBe(true);
    expect(isExclusionViolation({ code: '23505' })).toBe(false);
  });

  it('a store says that the database is lost, and passes everything else on', async () => {
    const broken = { code: '23505' };
    const store = withDatabaseErrors({
      lost: async () => Promise.reject({ code: 'ECONNRESET' }),
      broken: async () => Promise.reject(broken),
      fine: async (value: number) => value + 1,
    });
    await expect(store.lost()).rejects.toMatchObject({ code: 'database-unavailable' });
    await expect(store.broken()).rejects.toBe(broken);
    expect(await store.fine(1)).toBe(2);
  });
});
