import { z } from 'zod';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { badRequest, GraphFailure } from '../graph-failure';

const mostParts = 20;

const part = z.object({
  id: z.string().min(1),
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()).nullish(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).nullish(),
});
const batchJson = z.object({ requests: z.array(part).min(1) });

type Part = z.infer<typeof part>;

/**
 * Answers `POST /$batch`: every part on its own, those named in `dependsOn` first, each with its own
 * status. Answers come in another order than the requests, as Graph allows itself.
 * https://learn.microsoft.com/graph/json-batching
 */
export async function answerBatch(
  call: GraphCall,
  dispatchPart: (call: GraphCall) => Promise<GraphAnswer>,
): Promise<GraphAnswer> {
  const parts = readParts(call.body);
  const running = new Map<string, Promise<GraphAnswer>>();
  for (const each of parts) {
    const before = (each.dependsOn ?? []).map((id) => running.get(id));
    running.set(each.id, runPart(call, each, before, dispatchPart));
  }
  const responses = await Promise.all(
    parts.map(async ({ id }) => {
      const answer = await running.get(id);
      if (!answer) throw new Error(`part ${id} was not run`);
      return toResponse(id, answer);
    }),
  );
  return { status: 200, headers: {}, body: { responses: responses.toReversed() } };
}

async function runPart(
  call: GraphCall,
  { method, url, headers, body }: Part,
  before: readonly (Promise<GraphAnswer> | undefined)[],
  dispatchPart: (call: GraphCall) => Promise<GraphAnswer>,
): Promise<GraphAnswer> {
  const earlier = await Promise.all(before);
  if (earlier.some((answer) => !answer || answer.status >= 400)) return failedDependency();
  const at = new URL(url.startsWith('/') ? url : `/${url}`, 'https://part');
  const lowered = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return dispatchPart({
    ...call,
    method: method.toUpperCase(),
    path: at.pathname,
    query: at.searchParams,
    headers: Object.fromEntries(lowered),
    body,
  });
}

function readParts(body: unknown): readonly Part[] {
  const parsed = batchJson.safeParse(body);
  if (!parsed.success) throw badRequest('BadRequest', 'Invalid batch payload format.');
  const { requests } = parsed.data;
  if (requests.length > mostParts) {
    throw badRequest(
      'BadRequest',
      `Number of batch request steps exceeds the max value of ${mostParts}.`,
    );
  }
  const seen = new Set<string>();
  for (const { id, dependsOn, body: content, headers } of requests) {
    if (seen.has(id)) throw badRequest('BadRequest', `Request Id is repeated: '${id}'.`);
    if (dependsOn?.some((other) => !seen.has(other))) {
      throw badRequest('BadRequest', `The dependsOn of request '${id}' names no earlier request.`);
    }
    seen.add(id);
    const names = Object.keys(headers ?? {}).map((name) => name.toLowerCase());
    if (content !== undefined && content !== null && !names.includes('content-type')) {
      throw badRequest('BadRequest', `Request '${id}' has a body but no Content-Type header.`);
    }
  }
  return requests;
}

function toResponse(id: string, { status, headers, body }: GraphAnswer) {
  const isJson = body !== undefined;
  return {
    id,
    status,
    headers: { ...(isJson ? { 'Content-Type': 'application/json' } : {}), ...headers },
    ...(isJson ? { body } : {}),
  };
}

function failedDependency(): GraphAnswer {
  const failure = new GraphFailure(424, 'FailedDependency', 'A request it depends on failed.');
  return {
    status: failure.status,
    headers: {},
    body: { error: { code: failure.code, message: failure.message } },
  };
}
