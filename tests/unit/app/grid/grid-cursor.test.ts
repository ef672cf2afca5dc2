import { describe, expect, test } from 'vitest';
import {
  type GridMove,
  moveCursor,
  moveOfKey,
  roomCell,
  within,
} from '@/app/(employee)/grid/grid-cursor';

const bounds = { rows: 15, cells: 96 };

describe('moveOfKey', () => {
  const move = (key: string, ctrlKey = false, isRightToLeft = false) =>
    moveOfKey({ key, ctrlKey }, isRightToLeft);

  test.each<[string, GridMove]>([
    ['ArrowLeft', 'previous-cell'],
    ['ArrowRight', 'next-cell'],
    ['ArrowUp', 'previous-room'],
    ['ArrowDown', 'next-room'],
    ['Home', 'row-start'],
    ['End', 'row-end'],
  ])('%s: %s', (key, wanted) => {
    expect(move(key)).toBe(wanted);
  });

  test('Control reaches the first and the last room', () => {
    expect(move('Home', true)).toBe('first-room');
    expect(move('End', true)).toBe('last-room');
  });

  test('arrows point where they point when the day runs from right to left', () => {
    expect(move('ArrowLeft', false, true)).toBe('next-cell');
    expect(move('ArrowRight', false, true)).toBe('previous-cell');
  });

  test('Tab and letters stay the page’s', () => {
    expect(move('Tab')).toBeNull();
    expect(move('a')).toBeNull();
  });
});

describe('moveCursor', () => {
  const here = { row: 3, cell: 40 };

  test.each<[GridMove, number, number]>([
    ['previous-cell', 3, 39],
    ['next-cell', 3, 41],
    ['previous-room', 2, 40],
    ['next-room', 4, 40],
    ['row-start', 3, 0],
    ['row-end', 3, 95],
    ['first-room', 0, 40],
    ['last-room', 14, 40],
  ])('%s', (move, row, cell) => {
    expect(moveCursor(here, move, bounds)).toEqual({ row, cell });
  });

  test('left of the first quarter is the room itself, and there it ends', () => {
    const first = { row: 3, cell: 0 };
    const room = { row: 3, cell: roomCell };
    expect(moveCursor(first, 'previous-cell', bounds)).toEqual(room);
    expect(moveCursor(first, 'row-start', bounds)).toEqual(room);
    expect(moveCursor(room, 'previous-cell', bounds)).toEqual(room);
    expect(moveCursor(room, 'next-cell', bounds)).toEqual(first);
  });

  test('stays at the other edges', () => {
    const last = { row: 14, cell: 95 };
    expect(moveCursor(last, 'next-room', bounds)).toEqual(last);
    expect(moveCursor(last, 'next-cell', bounds)).toEqual(last);
    expect(moveCursor({ row: 0, cell: 4 }, 'previous-room', bounds)).toEqual({
      row: 0,
      cell: 4,
    });
  });
});

describe('within', () => {
  test('keeps the cursor on a shorter day and among fewer rooms', () => {
    expect(within({ row: 14, cell: 99 }, { rows: 3, cells: 92 })).toEqual({
      row: 2,
      cell: 91,
    });
  });
});
