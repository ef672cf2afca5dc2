'use client';

import type { RefObject } from 'react';
import { classNames } from '@/app/_components/class-names';
import { gridCellRole } from '@/app/(employee)/grid/grid-roles';

interface CursorCellProps {
  /** Room, day, time and state. */
  readonly name: string;
  readonly cell: number;
  readonly isSelected: boolean;
  /** A link lies beneath it, which the mouse must reach. */
  readonly isCovered: boolean;
  readonly focusTarget: RefObject<HTMLElement | null> | null;
}

/**
 * The stretch of time that the keyboard is on: the grid's one tab stop. Each of them is an
 * element of its own, so that moving to it moves the focus and is read out. A selection has an
 * outline already, which is then the focus's too.
 */
export function CursorCell(props: CursorCellProps) {
  const { name, cell, isSelected, isCovered, focusTarget } = props;
  const focusableCell = { ...gridCellRole, tabIndex: 0, 'aria-selected': isSelected };
  return (
    <td
      ref={focusTarget as RefObject<HTMLTableCellElement | null> | null}
      {...focusableCell}
      aria-colindex={cell + 2}
      aria-label={name}
      className={classNames(
        'absolute inset-y-0 z-6 w-(--cell) scroll-ms-(--room) scroll-mt-8 rounded-[4px]',
        isSelected ? 'outline-none' : '-outline-offset-2',
        isCovered && 'pointer-events-none',
      )}
      style={{ insetInlineStart: `calc(var(--room) + ${cell} * var(--cell))` }}
    />
  );
}
