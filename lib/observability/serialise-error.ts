const deepestCause = 5;

/** What is kept of an error besides its name, text and stack: short facts, never a body. */
const facts = [
  'code',
  'outcome',
  'retryAfterMs',
  'status',
  'statusCode',
  'errno',
  'syscall',
  'constraint',
] as const;

export interface SerialisedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly [fact: string]: unknown;
}

/**
 * An error as a log line shows it, with its causes. Everything that libraries hang on their errors
 * (requests, responses, headers, options, rows) is left out, for that is where the secrets are.
 */
export function serialiseError(error: unknown, depth = 0): SerialisedError {
  if (!(error instanceof Error)) return { type: typeof error, message: textOf(error) };
  const { name, message, stack, cause } = error;
  const kept = facts.flatMap((fact) => {
    const value: unknown = Reflect.get(error, fact);
    return typeof value === 'string' || typeof value === 'number' ? [[fact, value]] : [];
  });
  return {
    type: name,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...Object.fromEntries(kept),
    ...(cause === undefined || depth >= deepestCause
      ? {}
      : { cause: serialiseError(cause, depth + 1) }),
  };
}

/** Objects thrown by those who do not throw errors may hold anything. */
function textOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null ? 'an object was thrown' : String(thrown);
}
