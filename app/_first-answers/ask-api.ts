import 'server-only';
import { headers } from 'next/headers';
import type * as z from 'zod/mini';
import { addressOf, type Call } from '@/lib/http/client/send';
import type { Endpoint } from '@/lib/http/contract/endpoint';

type Route = (
  request: Request,
  context: { readonly params: Promise<Record<string, string>> },
) => Promise<Response>;

/** Of no meaning: the request never leaves this process. */
const anyOrigin = 'http://foyer.invalid';

/**
 * Asks a route of the API on behalf of whoever asked for the page, within this process: the same
 * rights, the same rules of what is private, the same answer as if the browser had asked.
 * Null for every refusal, which the browser then hears for itself.
 */
export async function askApi<Answer extends z.ZodMiniType>(
  route: Route,
  endpoint: Endpoint<z.ZodMiniType, z.ZodMiniType, z.ZodMiniType, Answer>,
  call: Pick<Call, 'query'> = {},
): Promise<z.output<Answer> | null> {
  const cookie = (await headers()).get('cookie') ?? '';
  const request = new Request(anyOrigin + addressOf(endpoint.path, call), { headers: { cookie } });
  const response = await route(request, { params: Promise.resolve({}) });
  return response.ok ? ((await response.json()) as z.output<Answer>) : null;
}
