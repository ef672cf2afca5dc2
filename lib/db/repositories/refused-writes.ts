import { FoyerError } from '@/lib/core/errors';
import { isForeignKeyViolation, isUniqueViolation } from '@/lib/db/database-errors';

/** Words for the two refusals that the database itself makes; anything else passes through. */
export async function explainRefusal<T>(noun: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new FoyerError('duplicate', `There is a ${noun} of that name already.`, {}, error);
    }
    if (isForeignKeyViolation(error)) {
      throw new FoyerError('in-use', `This ${noun} is still in use.`, {}, error);
    }
    throw error;
  }
}

/** A reference in the input that leads nowhere. */
export function noSuch(path: string, noun: string): FoyerError {
  const message = `no such ${noun}`;
  return new FoyerError('invalid-input', `There is ${message}.`, { errors: [{ path, message }] });
}
