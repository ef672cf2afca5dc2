/** The frame that text fields, selects and the date button share. */
export const controlClass =
  'min-h-9 w-full rounded-control border border-edge bg-surface px-3 py-1 text-14 text-ink ' +
  'aria-invalid:border-danger aria-invalid:outline-danger placeholder:text-quiet';

export const labelClass = 'block text-12 text-quiet';
