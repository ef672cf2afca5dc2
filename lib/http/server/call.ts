import type { Caller } from '@/lib/auth/caller';
import { FoyerError } from '@/lib/core/errors';
import type { Input } from '@/lib/http/server/handle';
import type { Call } from '@/lib/services/call';

/** Who asks, for the services; endpoints that call them need somebody to be signed in. */
export function toCall(input: Input<unknown, unknown, unknown>): Call {
  const { signal, requestId } = input;
  return { person: toCaller(input).person, signal, requestId };
}

/** Who asks and how they proved it, where that matters. */
export function toCaller({ caller }: Pick<Input<unknown, unknown, unknown>, 'caller'>): Caller {
  if (!caller) throw new FoyerError('unauthenticated', 'Sign in, or send a valid token.');
  return caller;
}

/** A list that is whole in one page. */
export function wholeList<T>(items: readonly T[]) {
  return { status: 200 as const, body: { items: [...items], nextCursor: null } };
}
