/** Where the keyboard is: a room, and a quarter of its day or the room's own cell. */
export interface GridCursor {
  readonly row: number;
  /** `roomCell` is the cell with the room's name. */
  readonly quarter: number;
}

export const roomCell = -1;

export interface GridBounds {
  readonly rows: number;
  readonly quarters: number;
}

export type GridMove =
  | 'previous-quarter'
  | 'next-quarter'
  | 'previous-room'
  | 'next-room'
  | 'row-start'
  | 'row-end'
  | 'first-room'
  | 'last-room';

interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
}

/** The move that a key asks for; null when the key is none of the grid's. */
export function moveOfKey({ key, ctrlKey }: KeyStroke, isRightToLeft: boolean): GridMove | null {
  switch (key) {
    case 'ArrowLeft':
      return isRightToLeft ? 'next-quarter' : 'previous-quarter';
    case 'ArrowRight':
      return isRightToLeft ? 'previous-quarter' : 'next-quarter';
    case 'ArrowUp':
      return 'previous-room';
    case 'ArrowDown':
      return 'next-room';
    case 'Home':
      return ctrlKey ? 'first-room' : 'row-start';
    case 'End':
      return ctrlKey ? 'last-room' : 'row-end';
    default:
      return null;
  }
}

/** Where a move leads; at an edge it stays. From the first quarter, row-start goes on to the room. */
export function moveCursor(cursor: GridCursor, move: GridMove, bounds: GridBounds): GridCursor {
  const { row, quarter } = cursor;
  switch (move) {
    case 'previous-quarter':
      return within({ row, quarter: quarter - 1 }, bounds);
    case 'next-quarter':
      return within({ row, quarter: quarter + 1 }, bounds);
    case 'previous-room':
      return within({ row: row - 1, quarter }, bounds);
    case 'next-room':
      return within({ row: row + 1, quarter }, bounds);
    case 'row-start':
      return { row, quarter: quarter > 0 ? 0 : roomCell };
    case 'row-end':
      return { row, quarter: bounds.quarters - 1 };
    case 'first-room':
      return { row: 0, quarter };
    case 'last-room':
      return within({ row: bounds.rows - 1, quarter }, bounds);
  }
}

/** The nearest place that exists: days differ in length, and rooms come and go. */
export function within({ row, quarter }: GridCursor, { rows, quarters }: GridBounds): GridCursor {
  return {
    row: Math.max(0, Math.min(row, rows - 1)),
    quarter: Math.max(roomCell, Math.min(quarter, quarters - 1)),
  };
}
