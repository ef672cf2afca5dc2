/** Where the keyboard is: a room, and a cell of its row or the room's own cell. */
export interface GridCursor {
  readonly row: number;
  /** `roomCell` is the one with the room's name. */
  readonly cell: number;
}

export const roomCell = -1;

export interface GridBounds {
  readonly rows: number;
  readonly cells: number;
}

export type GridMove =
  | 'previous-cell'
  | 'next-cell'
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
      return isRightToLeft ? 'next-cell' : 'previous-cell';
    case 'ArrowRight':
      return isRightToLeft ? 'previous-cell' : 'next-cell';
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

/** Where a move leads; at an edge it stays. From the first cell, row-start goes on to the room. */
export function moveCursor(cursor: GridCursor, move: GridMove, bounds: GridBounds): GridCursor {
  const { row, cell } = cursor;
  switch (move) {
    case 'previous-cell':
      return within({ row, cell: cell - 1 }, bounds);
    case 'next-cell':
      return within({ row, cell: cell + 1 }, bounds);
    case 'previous-room':
      return within({ row: row - 1, cell }, bounds);
    case 'next-room':
      return within({ row: row + 1, cell }, bounds);
    case 'row-start':
      return { row, cell: cell > 0 ? 0 : roomCell };
    case 'row-end':
      return { row, cell: bounds.cells - 1 };
    case 'first-room':
      return { row: 0, cell };
    case 'last-room':
      return within({ row: bounds.rows - 1, cell }, bounds);
  }
}

/** The nearest place that exists: days differ in length, and rooms come and go. */
export function within({ row, cell }: GridCursor, { rows, cells }: GridBounds): GridCursor {
  return {
    row: Math.max(0, Math.min(row, rows - 1)),
    cell: Math.max(roomCell, Math.min(cell, cells - 1)),
  };
}
