import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import type { CallContext } from '@/lib/calendar/backend';
import { createMailboxLanes } from '@/lib/calendar/backends/graph/mailbox-lanes';
import {
  badAnswer,
  fromStatus,
  fromTransportError,
  type GraphOperation,
} from '@/lib/calendar/backends/graph/native-errors';
import type { GraphOptions } from '@/lib/calendar/backends/graph/options';
import { createTokenSource } from '@/lib/calendar/backends/graph/token-source';
import {
  createHttpSender,
  type HttpAnswer,
  type HttpSender,
  trustAlso,
} from '@/lib/calendar/backends/shared/http-sender';
import { interruption } from '@/lib/calendar/backends/shared/interruption';
import { BackendError, type WriteOutcome } from '@/lib/calendar/errors';
import type { Clock } from '@/lib/core/time/clock';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Values as they are meant; the client encodes them. */
export type Query = Readonly<Record<string, string>>;

export interface GraphRequest {
  readonly operation: GraphOperation;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From `/users` on; or a whole link that Graph gave, which has its query in it. */
  readonly path: string;
  /** Whose queue it takes; null for what is of no mailbox. */
  readonly mailbox: string | null;
  readonly query?: Query;
  readonly body?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Speaks to Microsoft Graph as the application. Only a complete 2xx with the JSON that belongs to it
 * is an answer; every failure is a BackendError, and that of a write says whether it may be done.
 */
export interface GraphClient {
  /** @throws BackendError `bad-response` also for a success that is no JSON object */
  json(request: GraphRequest, ctx: CallContext): Promise<JsonObject>;
  /** For what answers nothing. */
  done(request: GraphRequest, ctx: CallContext): Promise<void>;
}

export interface GraphClientParts {
  readonly options: GraphOptions;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Requests under way at once on one connection, of all mailboxes. */
export const requestsAtOnce = 16;
const maxBodyBytes = 16 * 1024 * 1024;
/** Ids that stay when an item is moved; bodies as they were given; times without any table of zones. */
const preferences =
  'IdType="ImmutableId", outlook.timezone="UTC", outlook.body-content-type="text"';

export function createGraphClient({ options, clock, newId }: GraphClientParts): GraphClient {
  const { caCertificate } = options;
  const send = createHttpSender({
    sockets: requestsAtOnce,
    maxBodyBytes,
    ...(caCertificate === undefined ? {} : { trust: trustAlso(caCertificate) }),
  });
  const tokens = createTokenSource({ options, send, clock, newId });
  const lanes = createMailboxLanes(clock);

  const sendAuthorized = async (request: GraphRequest, ctx: CallContext): Promise<HttpAnswer> => {
    const token = await beforeSending(request, () => tokens.get(ctx.signal));
    const answer = await sendOnce(options, send, request, token, ctx);
    if (answer.status !== 401) return answer;
    // Refused before anything was done: the token may have been revoked or have run out on the way.
    tokens.refuse(token);
    const another = await beforeSending(request, () => tokens.get(ctx.signal));
    return sendOnce(options, send, request, another, ctx);
  };
  const sendChecked = async (request: GraphRequest, ctx: CallContext): Promise<HttpAnswer> => {
    const answer = await sendAuthorized(request, ctx);
    if (answer.status >= 200 && answer.status < 300) return answer;
    const { operation, mailbox } = request;
    const error = fromStatus(answer, operation, clock.now());
    // Still in the lane: who comes next is to know of it.
    if (mailbox !== null && error.retryAfterMs !== null) lanes.pause(mailbox, error.retryAfterMs);
    throw error;
  };
  const exchange = async (request: GraphRequest, ctx: CallContext): Promise<HttpAnswer> => {
    const { operation, mailbox } = request;
    refuseEnded(ctx, operation);
    if (mailbox === null) return sendChecked(request, ctx);
    return inLane(request, ctx, () =>
      lanes.run(mailbox, ctx.signal, () => sendChecked(request, ctx)),
    );
  };
  return {
    async json(request, ctx) {
      return readJson(await exchange(request, ctx), request.operation);
    },
    async done(request, ctx) {
      await exchange(request, ctx);
    },
  };
}

/**
 * Lets Microsoft's client build the request and carries it ourselves: bounded, within the origin, with
 * the caller's signal. Of its middleware none is used: its retries repeat writes too, its redirects
 * and its reading of answers know no bounds, and its authentication trusts a list of hosts.
 */
async function sendOnce(
  options: GraphOptions,
  send: HttpSender,
  request: GraphRequest,
  token: string,
  ctx: CallContext,
): Promise<HttpAnswer> {
  let answer: HttpAnswer | null = null;
  let failure: unknown = null;
  const carry = async ({ request: url, options: init }: CarriedRequest) => {
    try {
      answer = await send({
        method: request.method,
        url: withinOrigin(String(url), options.baseUrl, request.operation),
        headers: headersOf(init?.headers, token, ctx),
        body: typeof init?.body === 'string' ? init.body : null,
        signal: ctx.signal,
        safe: !request.operation.writes,
      });
    } catch (error) {
      failure = fromTransportError(error, request.operation);
    }
  };
  const middleware = {
    async execute(context: CarriedRequest & { response?: Response }) {
      await carry(context);
      context.response = new Response(null, { status: 204 });
    },
  };
  await makeRequest(Client.initWithMiddleware({ baseUrl: options.baseUrl, middleware }), request);
  if (failure) throw failure;
  if (!answer) throw badAnswer(request.operation, 'no request was made');
  return answer;
}

interface CarriedRequest {
  readonly request: RequestInfo;
  readonly options?: { readonly headers?: unknown; readonly body?: unknown };
}

async function makeRequest(client: Client, request: GraphRequest): Promise<void> {
  const { method, path, query = {}, body = {}, headers = {} } = request;
  const call = client
    .api(`${path}${queryOf(query)}`)
    .headers({ Accept: 'application/json', ...headers, Prefer: preferencesWith(headers.Prefer) })
    .responseType(ResponseType.RAW);
  if (method === 'GET') await call.get();
  else if (method === 'DELETE') await call.delete();
  else if (method === 'POST') await call.post(body);
  else await call.patch(body);
}

function preferencesWith(more: string | undefined): string {
  return more === undefined ? preferences : `${preferences}, ${more}`;
}

/** Microsoft's client sends queries as they are. */
function queryOf(query: Query): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function headersOf(headers: unknown, token: string, { requestId }: CallContext) {
  const plain = Object.fromEntries(new Headers(headers as HeadersInit));
  const id = /^[0-9a-f-]{36}$/i.test(requestId) ? { 'client-request-id': requestId } : {};
  return { 'user-agent': 'Foyer', ...plain, ...id, authorization: `Bearer ${token}` };
}

/** Links come from answers and from cursors: the token goes nowhere but to the connection's server. */
function withinOrigin(url: string, baseUrl: string, operation: GraphOperation): URL {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target?.origin === new URL(baseUrl).origin) return target;
  throw badAnswer(operation, 'it leads to another server');
}

function readJson(answer: HttpAnswer, operation: GraphOperation): JsonObject {
  const type = answer.headers.get('content-type') ?? '';
  if (!/^application\/([a-z.+-]*\+)?json\b/i.test(type.trim())) {
    throw badAnswer(operation, 'it is no JSON');
  }
  let value: unknown;
  try {
    value = JSON.parse(answer.text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The parser's message quotes the text.
    throw badAnswer(operation, 'its JSON is broken');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badAnswer(operation, 'it is no JSON object');
  }
  return value as JsonObject;
}

function refuseEnded({ signal }: CallContext, { writes }: GraphOperation): void {
  if (signal.aborted) throw interruption(signal, writes ? 'not-applied' : undefined);
}

/** What fails before the request itself has left: nothing was done. */
async function beforeSending<T>({ operation }: GraphRequest, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!operation.writes) throw error;
    throw withOutcome(fromTransportError(error, operation), 'not-applied');
  }
}

async function inLane<T>(
  { operation }: GraphRequest,
  { signal }: CallContext,
  task: () => Promise<T>,
): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof BackendError)) {
      throw interruption(signal, operation.writes ? 'not-applied' : undefined);
    }
    // Without an outcome it was refused at the door of the lane.
    throw operation.writes && error.outcome === null ? withOutcome(error, 'not-applied') : error;
  }
}

/** The same error with what it means for a write. */
export function withOutcome(error: BackendError, outcome: WriteOutcome): BackendError {
  return new BackendError(error.code, error.message, {
    cause: error.cause ?? error,
    outcome,
    ...(error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs }),
  });
}
