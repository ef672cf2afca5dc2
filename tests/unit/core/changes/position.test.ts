import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatPosition,
  hasSeen,
  isBehind,
  type Mark,
  parsePosition,
} from '@/lib/core/changes/position';
import { formatSnapshot, includesTransaction, parseSnapshot } from '@/lib/core/changes/snapshot';

function snapshotOf(text: string) {
  const snapshot = parseSnapshot(text);
  if (!snapshot) throw new Error(`not a snapshot: ${text}`);
  return snapshot;
}

const mark = (lastLineId: number, text: string): Mark => ({
  lastLineId,
  snapshot: snapshotOf(text),
});
const line = (lineId: number, transactionId: number) => ({
  lineId,
  transactionId: BigInt(transactionId),
});

describe('a snapshot', () => {
  it('includes what had ended when it was taken', () => {
    const snapshot = snapshotOf('10:20:10,14,15');
    const included = [9, 10, 11, 14, 15, 16, 19, 20, 21].filter((id) =>
      includesTransaction(snapshot, BigInt(id)),
    );
    expect(included).toEqual([9, 11, 16, 19]);
    expect(formatSnapshot(snapshot)).toBe('10:20:10,14,15');
  });

  it.each([
    '',
    '10',
    '10:20',
    '20:10:',
    '0:20:',
    '10:20:9',
    '10:20:20',
    '10:20:12,11',
    '10:20:12,12',
    '10:20:12,',
    '-1:20:',
    '10:20:x',
    `1:${'9'.repeat(20)}:`,
  ])('is not %j', (text) => {
    expect(parseSnapshot(text)).toBeNull();
  });
});

describe('a position', () => {
  const from = mark(5, '10:14:10,12');
  const upTo = mark(9, '12:20:12');

  it('knows a line by its transaction and its id', () => {
    expect(isBehind(from, line(4, 9))).toBe(true);
    expect(isBehind(from, line(4, 12))).toBe(false);
    expect(isBehind(from, line(6, 9))).toBe(false);
  });

  it('in the middle of a reading knows what came before it there', () => {
    const position = { mark: from, within: { upTo, lineId: 7 } };
    expect(hasSeen(position, line(4, 9))).toBe(true);
    expect(hasSeen(position, line(7, 15))).toBe(true);
    expect(hasSeen(position, line(8, 15))).toBe(false);
    expect(hasSeen(position, line(6, 12))).toBe(false);
    expect(hasSeen(position, line(7, 20))).toBe(false);
  });

  it('reads back from the id of an event', () => {
    for (const within of [null, { upTo, lineId: 7 }]) {
      const position = { mark: from, within };
      expect(parsePosition(formatPosition(position))).toEqual(position);
    }
  });

  it.each([
    '',
    'c1',
    'c0~5.10:14:',
    'c1~5.10:14:~',
    'c1~5.10:14:~9.12:20:',
    'c1~5.10:14:~9.12:20:~x',
    'c1~5.10:14:~9.12:20:~7~8',
    'c1~99999999999999999.10:14:',
    'c1~5.10:14:.1',
    `c1~5.10:14:${' '.repeat(7_000)}`,
  ])('is not %j', (text) => {
    expect(parsePosition(text)).toBeNull();
  });

  it('is not whatever somebody sends', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), (text) => {
        const position = parsePosition(text);
        return position === null || parsePosition(formatPosition(position)) !== null;
      }),
    );
  });
});
