/** The value that a test has set up itself. */
export function given<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the test set up nothing here');
  return value;
}
