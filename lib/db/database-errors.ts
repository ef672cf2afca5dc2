import { FoyerError } from '@/lib/core/errors';

/** PostgreSQL error codes, appendix A of its manual. */
const uniqueViolation = '23505';
const foreignKeyViolation = '23503';
const exclusionViolation = '23P01';

const lostCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
]);
const lostMessages =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|cannot use a pool after|not queryable/i;

export function isUniqueViolation(error: unknown): boolean {
  return codesOf(error).some((code) => code === uniqueViolation || code === 'P2002');
}

export function isForeignKeyViolation(error: unknown): boolean {
  return codesOf(error).some((code) => code === foreignKeyViolation || code === 'P2003');
}

export function isExclusionViolation(error: unknown): boolean {
  return codesOf(error).includes(exclusionViolation);
}

/** True when the database could not be asked, as opposed to having refused. */
export function isDatabaseLost(error: unknown): boolean {
  return chainOf(error).some(
    (link) =>
      codesIn(link).some((code) => lostCodes.has(code) || code.startsWith('08')) ||
      (link instanceof Error && lostMessages.test(link.message)),
  );
}

/** The same store; a lost database shows as `database-unavailable` on each of its methods. */
export function withDatabaseErrors<T extends object>(store: T): T {
  return new Proxy(store, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        try {
          return await Reflect.apply(member, target, args);
        } catch (error) {
          if (error instanceof FoyerError || !isDatabaseLost(error)) throw error;
          throw new FoyerError(
            'database-unavailable',
            'The database cannot be reached.',
            {},
            error,
          );
        }
      };
    },
  });
}

function codesOf(error: unknown): readonly string[] {
  return chainOf(error).flatMap(codesIn);
}

/** The error and what it was caused by; Prisma keeps the driver's error in `meta`. */
function chainOf(error: unknown, depth = 0): readonly object[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const inner = [
    Reflect.get(error, 'cause'),
    Reflect.get(error, 'meta'),
    Reflect.get(error, 'driverAdapterError'),
    ...(error instanceof AggregateError ? error.errors : []),
  ];
  return [error, ...inner.flatMap((link) => chainOf(link, depth + 1))];
}

function codesIn(link: object): readonly string[] {
  return [Reflect.get(link, 'code'), Reflect.get(link, 'originalCode')].filter(
    (code) => typeof code === 'string',
  );
}
