import type { BackendFactory } from '@/lib/calendar/backend-factory';
import { FoyerError } from '@/lib/core/errors';
import type { BackendKind } from '@/lib/core/places/room';
import type { Input } from '@/lib/http/server/handle';
import { type ReceiveDeps, receiveNotices } from '@/lib/services/push/receive-notices';

export interface ReceiveHookDeps extends ReceiveDeps {
  readonly factories: ReadonlyMap<BackendKind, BackendFactory>;
}

type HookInput = Input<
  { readonly kind: BackendKind; readonly hook: string },
  { readonly validationToken?: string | undefined },
  unknown
>;

/**
 * Answers a calendar system. Notices are taken with 202 whether they are believed or not: whoever
 * guesses learns nothing, and no system tries again what nobody will ever take.
 */
export async function receiveHook(
  deps: ReceiveHookDeps,
  { params: { kind, hook }, query, body, requestId }: HookInput,
): Promise<Response> {
  const read = deps.factories.get(kind)?.readHookCall;
  if (!read) throw new FoyerError('not-found', 'This calendar system sends no notices.');
  const { validationToken } = query;
  const call = read({ query: validationToken === undefined ? {} : { validationToken }, body });
  if (call === null) throw new FoyerError('invalid-input', 'These are no notices.');
  const headers = {
    'cache-control': 'no-store',
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  };
  if (call.kind === 'echo') return new Response(call.text, { headers });
  await receiveNotices(deps, hook, call.notices);
  return new Response('', { status: 202, headers });
}
