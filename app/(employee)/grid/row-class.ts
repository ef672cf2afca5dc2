/** Painted for itself: while the grid scrolls, rows that stay are not painted again. */
export const rowClass =
  'absolute inset-x-0 flex border-b border-hairline contain-[layout_paint_style] [overflow-clip-margin:1px]';

/** Where the present is, over what is in the row; `--now` says how far into the day that is. */
export const nowClass =
  "after:pointer-events-none after:absolute after:top-0 after:-bottom-px after:z-5 after:-ms-px after:w-0.5 after:bg-accent after:inset-s-[calc(var(--room)+var(--now)*var(--cell))] after:content-['']";
