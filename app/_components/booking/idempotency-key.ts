import type { ProblemCode } from '@/lib/core/errors';
import type { RequestFailure } from '@/lib/http/client/request-failure';

/** A new key. Not `crypto.randomUUID`, which browsers withhold from pages without HTTPS. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The server broke off: what it had written by then, it could not say. */
const uncertainCodes: readonly ProblemCode[] = ['internal', 'database-unavailable'];

/**
 * Whether the server has certainly not booked. Until then the same key must be sent again, so that
 * a booking which was made after all is found instead of made twice.
 */
export function isDefiniteRefusal({ problem }: RequestFailure): boolean {
  return problem !== null && !uncertainCodes.includes(problem.code);
}
