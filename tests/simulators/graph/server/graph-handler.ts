import { randomUUID } from 'node:crypto';
import { type GraphAnswer, type GraphCall, reply } from '../graph-call';
import { GraphFailure } from '../graph-failure';
import type { Authority } from './authority';
import { answerBatch } from './batch';
import { dispatch, failureAnswer, type Service } from './dispatch';
import type { Exchange } from './exchange';
import type { FaultKind, Faults } from './faults';
import type { Handler, RawAnswer, RawRequest } from './https-server';

export interface GraphHandlerParts {
  readonly origin: string;
  readonly service: Service;
  readonly authority: Authority;
  readonly faults: Faults;
  readonly onExchange: (exchange: Exchange) => void;
}

const tokenPath = /^\/([^/]+)\/oauth2\/v2\.0\/token$/;
const nobody = { applicationId: '', roles: [] };

/** What the simulated tenant answers over HTTPS: tokens below `/{tenant}`, Graph below `/v1.0`. */
export function createGraphHandler(parts: GraphHandlerParts): Handler {
  const { authority, faults } = parts;
  return {
    fault: ({ method, url }) => faults.take(method, withoutVersion(url.pathname), false),
    refuse: (request, fault) => refuse(parts, request, fault),
    async handle(request) {
      const tenant = tokenPath.exec(request.url.pathname)?.[1];
      if (tenant !== undefined && request.method === 'POST') {
        const answer = await authority.issue(tenant, new URLSearchParams(request.text));
        return toRaw({ ...answer, headers: {} });
      }
      const answer = await answerGraph(parts, request);
      return toRaw(answer);
    },
  };
}

async function answerGraph(parts: GraphHandlerParts, request: RawRequest): Promise<GraphAnswer> {
  const call = toCall(parts, request);
  const answer = await authenticated(parts, call, (known) =>
    known.path === '/$batch' && known.method === 'POST'
      ? batched(parts, known)
      : dispatch(parts.service, known),
  );
  record(parts, 'request', call, answer, false);
  return answer;
}

async function authenticated(
  { authority, service }: GraphHandlerParts,
  call: GraphCall,
  proceed: (call: GraphCall) => Promise<GraphAnswer>,
): Promise<GraphAnswer> {
  try {
    const caller = await authority.authenticate(call.headers.authorization);
    return await proceed({ ...call, body: parseBody(call.body), caller });
  } catch (error) {
    if (error instanceof GraphFailure) return failureAnswer(error, call, service.world.now());
    throw error;
  }
}

function batched(parts: GraphHandlerParts, call: GraphCall): Promise<GraphAnswer> {
  return answerBatch(call, async (part) => {
    const path = withoutVersion(part.path);
    const fault = parts.faults.take(part.method, path, true);
    const answer = fault
      ? faultAnswer(parts, part, fault)
      : await dispatch(parts.service, { ...part, path });
    record(parts, 'part', { ...part, path }, answer, fault !== null);
    return answer;
  });
}

function refuse(parts: GraphHandlerParts, request: RawRequest, fault: FaultKind): RawAnswer {
  const call = toCall(parts, request);
  if (fault.kind === 'html') {
    const status = fault.status ?? 502;
    const text = `<!DOCTYPE html><html><body><h1>${status} Bad Gateway</h1></body></html>`;
    return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, text };
  }
  const answer = faultAnswer(parts, call, fault);
  record(parts, 'request', call, answer, true);
  return toRaw(answer);
}

function faultAnswer({ service }: GraphHandlerParts, call: GraphCall, fault: FaultKind) {
  if (fault.kind !== 'status') return reply(500);
  const retryAfter = fault.retryAfterSeconds;
  const failure = new GraphFailure(
    fault.status,
    fault.code ?? (fault.status === 429 ? 'TooManyRequests' : 'UnknownError'),
    fault.message ?? 'Please retry again later.',
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
  );
  return failureAnswer(failure, call, service.world.now());
}

/** Links lead to where the request was sent, which may be a road before the server. */
function toCall({ origin }: GraphHandlerParts, request: RawRequest): GraphCall {
  const { host } = request.headers;
  return {
    method: request.method,
    path: withoutVersion(request.url.pathname),
    query: request.url.searchParams,
    headers: request.headers,
    body: request.text,
    caller: nobody,
    serviceRoot: `${host === undefined ? origin : `https://${host}`}/v1.0`,
  };
}

function parseBody(text: unknown): unknown {
  if (typeof text !== 'string' || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new GraphFailure(400, 'BadRequest', 'Unable to read JSON request payload.');
  }
}

function record(
  { onExchange }: GraphHandlerParts,
  kind: Exchange['kind'],
  call: GraphCall,
  answer: GraphAnswer,
  isFault: boolean,
): void {
  onExchange({
    kind,
    method: call.method,
    path: call.path,
    query: call.query,
    requestHeaders: call.headers,
    requestBody: typeof call.body === 'string' ? parsedOrText(call.body) : call.body,
    status: answer.status,
    responseHeaders: answer.headers,
    responseBody: answer.body,
    isFault,
  });
}

function parsedOrText(text: string): unknown {
  try {
    return parseBody(text);
  } catch (error) {
    if (error instanceof GraphFailure) return text;
    throw error;
  }
}

function toRaw({
  status,
  headers,
  body,
}: Pick<GraphAnswer, 'status' | 'headers' | 'body'>): RawAnswer {
  const isJson = body !== undefined;
  return {
    status,
    headers: {
      'request-id': randomUUID(),
      'cache-control': 'no-store',
      ...(isJson ? { 'content-type': 'application/json; charset=utf-8' } : {}),
      ...headers,
    },
    text: isJson ? JSON.stringify(body) : '',
  };
}

function withoutVersion(path: string): string {
  return path.replace(/^\/v1\.0(?=\/)/, '');
}
