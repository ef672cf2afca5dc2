import { FoyerError } from '@/lib/core/errors';
import type { Input } from '@/lib/http/server/handle';
import type { Call } from '@/lib/services/call';

/** Who asks, for the services; endpoints that call them need somebody to be signed in. */
export function toCall({ caller, signal, requestId }: Input<unknown, unknown, unknown>): Call {
  if (!caller) throw new FoyerError('unauthenticated', 'Sign in, or send a valid token.');
  return { person: caller.person, signal, requestId };
}

/** A list that is whole in one page. */
export function wholeList<T>(items: readonly T[]) {
  return { status: 200 as const, body: { items: [...items], nextCursor: null } };
}
