/** An answer that is a failure, in Graph's own words. */
export class GraphFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'GraphFailure';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function badRequest(code: string, message: string): GraphFailure {
  return new GraphFailure(400, code, message);
}

export function itemNotFound(): GraphFailure {
  return new GraphFailure(
    404,
    'ErrorItemNotFound',
    'The specified object was not found in the store.',
  );
}

export function invalidProperty(message: string): GraphFailure {
  return badRequest('ErrorPropertyValidationFailure', message);
}

export function tooManyRequests(message: string, retryAfterSeconds: number): GraphFailure {
  return new GraphFailure(429, 'ApplicationThrottled', message, {
    'Retry-After': String(retryAfterSeconds),
  });
}
