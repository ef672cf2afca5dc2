import { FoyerError } from '@/lib/core/errors';

/**
 * The Idempotency-Key of a request; null without one.
 * @throws FoyerError `invalid-input` for one that is empty, too long or not visible ASCII.
 */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get('idempotency-key');
  if (key === null || /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  const message = 'must have 1 to 200 visible ASCII characters';
  throw new FoyerError('invalid-input', `The Idempotency-Key ${message}.`, {
    errors: [{ path: 'Idempotency-Key', message }],
  });
}
