import { FoyerError } from '@/lib/core/errors';

/** An opaque cursor over the sort key of the last row of a page. */
export function toCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** An instant is a number of milliseconds that a date can have. */
export type KeyPart = 'string' | 'instant';

const latestDateMs = 8.64e15;

/**
 * The sort key behind a cursor, its parts of the types given.
 * @throws FoyerError `invalid-input` for a cursor that is not one of ours.
 */
export function fromCursor(
  cursor: string,
  types: readonly KeyPart[],
): readonly (string | number)[] {
  const key = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'));
  const fits =
    Array.isArray(key) &&
    key.length === types.length &&
    types.every((type, index) => fitsType(key[index], type)) &&
    !JSON.stringify(key).includes('\\u0000');
  if (fits) return key;
  throw new FoyerError('invalid-input', 'The cursor is not one that this list gave.', {
    errors: [{ path: 'cursor', message: 'must be a cursor from an earlier page' }],
  });
}

function fitsType(part: unknown, type: KeyPart): boolean {
  if (type === 'string') return typeof part === 'string';
  return Number.isSafeInteger(part) && Math.abs(Number(part)) <= latestDateMs;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
