import { z } from 'zod';
import type { CallContext } from '@/lib/calendar/backend';
import type { GraphClient, GraphRequest } from '@/lib/calendar/backends/graph/client';
import { badAnswer } from '@/lib/calendar/backends/graph/native-errors';

const mostPages = 200;

const page = z.looseObject({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().nullish(),
  '@odata.deltaLink': z.string().nullish(),
});

export interface GraphPage {
  readonly items: readonly unknown[];
  readonly nextLink: string | null;
  readonly deltaLink: string | null;
}

/** @throws BackendError `bad-response` for what is no page */
export async function readPage(
  client: GraphClient,
  request: GraphRequest,
  ctx: CallContext,
): Promise<GraphPage> {
  const parsed = page.safeParse(await client.json(request, ctx));
  if (!parsed.success) throw badAnswer(request.operation, 'it is no page of a list');
  const { value, '@odata.nextLink': nextLink, '@odata.deltaLink': deltaLink } = parsed.data;
  return { items: value, nextLink: nextLink ?? null, deltaLink: deltaLink ?? null };
}

/** Every item of all pages. @throws BackendError `bad-response` when they do not end */
export async function readAllPages(
  client: GraphClient,
  request: GraphRequest,
  ctx: CallContext,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  let next: GraphRequest = request;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const { items: more, nextLink } = await readPage(client, next, ctx);
    items.push(...more);
    if (nextLink === null) return items;
    next = following(request, nextLink);
  }
  throw badAnswer(request.operation, 'its pages do not end');
}

/** The request for the page that a link leads to; the link has the query in it. */
export function following(
  { query: _inLink, ...request }: GraphRequest,
  link: string,
): GraphRequest {
  return { ...request, path: link };
}
