import { describe, expect, it } from 'vitest';
import { instant } from '@/lib/core/time/instant';
import { type Answer, createHistory, type Operation } from '@/tests/support/history';
import { checkHistory } from '@/tests/support/history-checker';
import { workMs } from '@/tests/support/work-ms';

type Span = readonly [invokedAt: number, answeredAt: number];

const roomId = 'room-1';
const times = ([invokedAt, answeredAt]: Span) => ({ roomId, invokedAt, answeredAt });

/** The slot is in hours; what overlaps is what matters. */
function book(key: string, span: Span, answer: Answer, slot: Span = [9, 10]): Operation {
  const [start, end] = slot;
  return {
    kind: 'book',
    key,
    answer,
    slot: { start: instant(start), end: instant(end) },
    ...times(span),
  };
}

function cancel(key: string, span: Span, answer: Answer): Operation {
  return { kind: 'cancel', key, answer, ...times(span) };
}

function read(keys: readonly string[], span: Span): Operation {
  return { kind: 'read', keys, ...times(span) };
}

const refused: readonly [string, readonly Operation[]][] = [
  [
    'two bookings of one slot',
    [book('a', [0, 1], 'ok'), book('b', [2, 3], 'ok'), read(['a', 'b'], [9, 9])],
  ],
  ['two bookings of one slot, unread', [book('a', [0, 5], 'ok'), book('b', [1, 4], 'ok')]],
  [
    'two bookings that share a part of a slot',
    [book('a', [0, 1], 'ok', [9, 11]), book('b', [0, 1], 'ok', [10, 12])],
  ],
  [
    'a third that overlaps two neighbours',
    [
      book('a', [0, 1], 'ok', [9, 10]),
      book('b', [0, 1], 'ok', [10, 11]),
      book('c', [2, 3], 'ok', [9, 11]),
    ],
  ],
  ['an acknowledged booking that is lost', [book('a', [0, 1], 'ok'), read([], [9, 9])]],
  [
    'one that is lost for a while',
    [book('a', [0, 1], 'ok'), read([], [2, 3]), read(['a'], [4, 5])],
  ],
  [
    'a slot that is given away before its booking is cancelled',
    [book('a', [0, 1], 'ok'), book('b', [2, 3], 'ok'), cancel('a', [4, 5], 'ok')],
  ],
  [
    'a slot that is taken again although cancelling failed',
    [book('a', [0, 1], 'ok'), cancel('a', [2, 3], 'fail'), book('b', [4, 5], 'ok')],
  ],
  [
    'a read of what was cancelled before it',
    [book('a', [0, 1], 'ok'), cancel('a', [2, 3], 'ok'), read(['a'], [4, 5])],
  ],
  [
    'a booking that is read before it was asked for',
    [read(['a'], [0, 1]), book('a', [2, 3], 'ok')],
  ],
  ['a refused booking that stands', [book('a', [0, 1], 'fail'), read(['a'], [9, 9])]],
  ['a booking of nobody', [read(['ghost'], [9, 9])]],
  ['a booking cancelled that was never made', [cancel('a', [0, 1], 'ok')]],
  [
    'a booking cancelled twice',
    [book('a', [0, 1], 'ok'), cancel('a', [2, 3], 'ok'), cancel('a', [4, 5], 'ok')],
  ],
  [
    'an unanswered booking that was there and then never',
    [book('a', [0, 1], 'unknown'), read(['a'], [2, 3]), read([], [4, 5])],
  ],
  [
    'an unanswered booking that took the slot of an acknowledged one',
    [book('a', [0, 1], 'unknown'), read(['a'], [2, 3]), book('b', [4, 5], 'ok')],
  ],
  [
    'an unanswered cancelling that both happened and did not',
    [
      book('a', [0, 1], 'ok'),
      cancel('a', [2, 3], 'unknown'),
      book('b', [4, 5], 'ok'),
      read(['a'], [6, 7]),
    ],
  ],
  ['one key for two bookings', [book('a', [0, 1], 'ok'), book('a', [2, 3], 'ok', [14, 15])]],
];

const accepted: readonly [string, readonly Operation[]][] = [
  ['nothing at all', []],
  [
    'a winner and losers',
    [
      book('a', [0, 5], 'fail'),
      book('b', [1, 4], 'ok'),
      book('c', [2, 3], 'fail'),
      read(['b'], [9, 9]),
    ],
  ],
  [
    'neighbours that touch',
    [book('a', [0, 1], 'ok', [9, 10]), book('b', [0, 1], 'ok', [10, 11]), read(['a', 'b'], [2, 3])],
  ],
  [
    'an unanswered booking that took effect',
    [book('a', [0, 1], 'unknown'), book('b', [2, 3], 'fail'), read(['a'], [9, 9])],
  ],
  [
    'an unanswered booking that did not',
    [book('a', [0, 1], 'unknown'), book('b', [2, 3], 'ok'), read(['b'], [9, 9])],
  ],
  [
    'an unanswered booking that took effect late, after another was cancelled',
    [
      book('a', [0, 1], 'unknown'),
      book('b', [2, 3], 'ok'),
      cancel('b', [4, 5], 'ok'),
      read(['a'], [6, 7]),
    ],
  ],
  [
    'cancelling and booking at once',
    [book('a', [0, 1], 'ok'), cancel('a', [2, 9], 'ok'), book('b', [3, 8], 'ok')],
  ],
  [
    'cancelling and booking at once, read on the way',
    [
      book('a', [0, 1], 'ok'),
      cancel('a', [2, 9], 'ok'),
      read(['a'], [3, 4]),
      book('b', [3, 8], 'ok'),
      read(['b'], [9, 9]),
    ],
  ],
  [
    'an unanswered cancelling that happened',
    [book('a', [0, 1], 'ok'), cancel('a', [2, 3], 'unknown'), book('b', [4, 5], 'ok')],
  ],
  [
    'an unanswered cancelling that did not',
    [book('a', [0, 1], 'ok'), cancel('a', [2, 3], 'unknown'), read(['a'], [4, 5])],
  ],
  [
    'a slot that goes through many hands',
    ['a', 'b', 'c', 'd'].flatMap((key, index) => [
      book(key, [index * 4, index * 4 + 2], 'ok'),
      cancel(key, [index * 4 + 1, index * 4 + 5], 'ok'),
    ]),
  ],
];

/** Sequential owners of a few slots, with refused rivals beside them: like a long bench. */
function longHistory(length: number): Operation[] {
  return Array.from({ length }, (_, index): Operation[] => {
    const at = index * 10;
    const slot: Span = [index % 7, (index % 7) + 1];
    return [
      book(`won-${index}`, [at, at + 9], 'ok', slot),
      ...[1, 2, 3].map((rival) =>
        book(`lost-${index}-${rival}`, [at + rival, at + 9], 'fail', slot),
      ),
      book(`unheard-${index}`, [at, at + 9], 'unknown', slot),
      cancel(`won-${index}`, [at + 5, at + 14], 'ok'),
      read([], [at + 40, at + 42]),
    ].filter((operation) => operation.kind !== 'read' || index === length - 1);
  }).flat();
}

describe('the history checker', () => {
  it.each(refused)('refuses %s', (_name, operations) => {
    expect(checkHistory(operations)).toMatchObject({ explained: false, roomId });
  });

  it.each(accepted)('accepts %s', (_name, operations) => {
    expect(checkHistory(operations)).toEqual({ explained: true });
  });

  it('judges in whatever order the operations were noted', () => {
    for (const [, operations] of refused) {
      expect(checkHistory(operations.toReversed()).explained).toBe(false);
    }
    for (const [, operations] of accepted) {
      expect(checkHistory(operations.toReversed()).explained).toBe(true);
    }
  });

  it('judges rooms by themselves', () => {
    const other: Operation = { ...book('b', [0, 1], 'ok'), roomId: 'room-2' };
    expect(checkHistory([book('a', [0, 1], 'ok'), other]).explained).toBe(true);
  });

  it('names the answer that nothing explains', () => {
    const stale = read([], [4, 5]);
    const verdict = checkHistory([book('a', [0, 1], 'ok'), read(['a'], [2, 3]), stale]);
    expect(verdict).toMatchObject({ explained: false, operation: stale });
  });

  it('goes through thousands of operations at once', () => {
    const operations = longHistory(1_000);
    expect(operations.length).toBeGreaterThan(6_000);
    const broken = operations.filter(
      ({ kind, invokedAt }) => kind !== 'cancel' || invokedAt < 5_000,
    );
    const tookMs = workMs(() => {
      expect(checkHistory(operations).explained).toBe(true);
      expect(checkHistory(broken).explained).toBe(false);
    });
    expect(tookMs).toBeLessThan(5_000);
  });
});

describe('a history', () => {
  it('notes questions and answers with their times', async () => {
    let now = 0;
    const history = createHistory(() => (now += 1));
    const slot = { start: instant(9), end: instant(10) };
    await history.book({ roomId, key: 'a', slot }, async () => 'ok');
    await history.cancel({ roomId, key: 'a' }, async () => 'unknown');
    await history.read(roomId, async () => ['a']);
    expect(history.operations).toEqual([
      { kind: 'book', roomId, key: 'a', slot, answer: 'ok', invokedAt: 1, answeredAt: 2 },
      { kind: 'cancel', roomId, key: 'a', answer: 'unknown', invokedAt: 3, answeredAt: 4 },
      { kind: 'read', roomId, keys: ['a'], invokedAt: 5, answeredAt: 6 },
    ]);
    expect(checkHistory(history.operations)).toEqual({ explained: true });
  });
});
