import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '@/lib/core/time/instant';
import { overlaps } from '@/lib/core/time/interval';
import type { Answer, BookOperation, Operation } from '@/tests/support/history';
import { checkHistory } from '@/tests/support/history-checker';

/** Tries every order of every choice of what took effect: slow, and with nothing to get wrong. */
function isExplained(operations: readonly Operation[]): boolean {
  const pending = operations.filter((one) => one.kind === 'read' || one.answer !== 'fail');
  return canGoOn(pending, new Map());
}

type Live = ReadonlyMap<string, BookOperation>;

function canGoOn(pending: readonly Operation[], live: Live): boolean {
  if (pending.every(isOptional)) return true;
  const deadline = Math.min(...pending.map(deadlineOf));
  return pending.some((one) => {
    if (one.invokedAt > deadline) return false;
    const next = after(one, live);
    return (
      next !== null &&
      canGoOn(
        pending.filter((other) => other !== one),
        next,
      )
    );
  });
}

const isOptional = (one: Operation): boolean => one.kind !== 'read' && one.answer === 'unknown';
const deadlineOf = (one: Operation): number => (isOptional(one) ? Infinity : one.answeredAt);

function after(one: Operation, live: Live): Live | null {
  if (one.kind === 'read') {
    const same = one.keys.length === live.size && one.keys.every((key) => live.has(key));
    return same ? live : null;
  }
  const next = new Map(live);
  if (one.kind === 'cancel') return next.delete(one.key) ? next : null;
  if ([...live.values()].some(({ slot }) => overlaps(slot, one.slot))) return null;
  return next.set(one.key, one);
}

const roomId = 'room-1';
const span = fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 6 }));
const answer = fc.constantFrom<Answer>('ok', 'ok', 'ok', 'unknown', 'fail');
const keys = ['a', 'b', 'c', 'd'];

/** Bookings of slots that all share a moment, so that every read shows one state. */
const bookings = fc
  .array(fc.record({ span, answer, start: fc.nat(2) }), { maxLength: keys.length })
  .map((drawn) =>
    drawn.map(({ span: [invokedAt, length], answer, start }, index): Operation => {
      const slot = { start: instant(start), end: instant(start + 3) };
      const key = keys[index] ?? '';
      return { kind: 'book', roomId, key, slot, answer, invokedAt, answeredAt: invokedAt + length };
    }),
  );
const cancels = fc.array(
  fc
    .record({ span, answer, key: fc.constantFrom(...keys) })
    .map(({ span: [invokedAt, length], answer, key }): Operation => {
      return { kind: 'cancel', roomId, key, answer, invokedAt, answeredAt: invokedAt + length };
    }),
  { maxLength: 3 },
);
const reads = fc.array(
  fc
    .record({ span, seen: fc.subarray(keys, { maxLength: 1 }) })
    .map(({ span: [invokedAt, length], seen }): Operation => {
      return { kind: 'read', roomId, keys: seen, invokedAt, answeredAt: invokedAt + length };
    }),
  { maxLength: 2 },
);

describe('the history checker, beside trying every order', () => {
  it('says the same of any small history', () => {
    const verdicts = { explained: 0, refused: 0 };
    fc.assert(
      fc.property(bookings, cancels, reads, (...parts) => {
        const operations = parts.flat();
        const { explained } = checkHistory(operations);
        verdicts[explained ? 'explained' : 'refused'] += 1;
        expect(explained).toBe(isExplained(operations));
      }),
      { numRuns: 3_000 },
    );
    expect(verdicts.explained).toBeGreaterThan(300);
    expect(verdicts.refused).toBeGreaterThan(300);
  });
});
