import { en } from 'zod/locales';
import * as z from 'zod/mini';
import type { Caller, CallerResolver } from '@/lib/auth/caller';
import { requestOrigin } from '@/lib/auth/request-origin';
import { passesOriginCheck } from '@/lib/auth/same-origin';
import { FoyerError } from '@/lib/core/errors';
import { atLeast } from '@/lib/core/places/role';
import type { Endpoint, SuccessStatus } from '@/lib/http/contract/endpoint';
import { isKnown } from '@/lib/http/server/is-known';
import { toFoyerError, toProblemResponse } from '@/lib/http/server/problem';
import { readBody, readBytes } from '@/lib/http/server/read-body';

/** The small zod has no words of its own for what is wrong with an input. */
z.config(en());

export interface HandleDeps {
  readonly resolver: CallerResolver;
  readonly publicUrl: string;
  readonly newId: () => string;
  readonly log: RequestLog;
}

export interface RequestLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What a use case is given: everything parsed, and who asks. */
export interface Input<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: Headers;
  /** At which the caller has reached us; addresses in answers begin with it. */
  readonly origin: string;
  /** Null only where the endpoint is for anyone. */
  readonly caller: Caller | null;
  readonly signal: AbortSignal;
  readonly requestId: string;
}

/** An answer is only read: presenters may pass on what must not be changed. */
export type Readable<T> = T extends (infer Item)[]
  ? readonly Readable<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Readable<T[K]> }
    : T;

/** What a use case answers; a status is needed where the endpoint has more than one. */
export interface Reply<Answer> {
  readonly status: SuccessStatus;
  readonly body: Readable<Answer> | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An answer that was written as text already, where checking and writing it anew would cost more
 * than making it; tests hold such texts to the endpoint's schema.
 */
export interface WrittenReply {
  readonly text: string;
  /** Weak, RFC 9110 section 8.8.1; whoever has it already is answered 304. */
  readonly etag: string;
}

export type RouteHandler = (
  request: Request,
  context: { readonly params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

type UseCase<
  C,
  P extends z.ZodMiniType,
  Q extends z.ZodMiniType,
  B extends z.ZodMiniType,
  Answer,
> = (context: C, input: Input<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Answer>;

/**
 * Makes the one way from a request to a use case and back: who asks, may they, is the input right,
 * the use case, and its answer checked by the schema that the client reads it with. Whatever is
 * thrown leaves as a problem.
 */
export function createHandle<C extends HandleDeps>(load: () => Promise<C>) {
  return <
    P extends z.ZodMiniType,
    Q extends z.ZodMiniType,
    B extends z.ZodMiniType,
    A extends z.ZodMiniType,
  >(
    endpoint: Endpoint<P, Q, B, A>,
    useCase: UseCase<C, P, Q, B, Reply<z.input<A>> | WrittenReply>,
  ): RouteHandler => {
    const parseAnswer = answerParser(endpoint.answer);
    return handleWith(load, endpoint, async (context, input) => {
      const reply = await useCase(context, input);
      return 'text' in reply
        ? toWrittenResponse(reply, input)
        : toResponse(endpoint, reply, parseAnswer, input.requestId);
    });
  };
}

/** Compiled when the first answer leaves, which makes it forty times as fast. */
function answerParser<A extends z.ZodMiniType>(answer: A): (value: unknown) => z.output<A> {
  let compiled: A | null = null;
  return (value) => {
    compiled ??= z.compile(answer);
    return compiled.parse(value);
  };
}

/** The same way in; the answer is a stream of its own making. */
export function createStreamHandle<C extends HandleDeps>(load: () => Promise<C>) {
  return <P extends z.ZodMiniType, Q extends z.ZodMiniType, B extends z.ZodMiniType>(
    endpoint: Endpoint<P, Q, B>,
    open: UseCase<C, P, Q, B, Response>,
  ): RouteHandler => handleWith(load, endpoint, open);
}

function handleWith<
  C extends HandleDeps,
  P extends z.ZodMiniType,
  Q extends z.ZodMiniType,
  B extends z.ZodMiniType,
>(
  load: () => Promise<C>,
  endpoint: Endpoint<P, Q, B>,
  answer: UseCase<C, P, Q, B, Response>,
): RouteHandler {
  return async (request, { params }) => {
    const startedMs = performance.now();
    const context = await load();
    const requestId = context.newId();
    const respond = async () => {
      const caller = await authorise(context, endpoint, request);
      const input = await parse(endpoint, request, await params);
      const { signal, headers } = request;
      const origin = requestOrigin(request, context.publicUrl);
      return answer(context, { ...input, caller, headers, origin, signal, requestId });
    };
    const response = await respond().catch((error: unknown) =>
      refuse(context, endpoint, error, requestId),
    );
    context.log.info(
      {
        requestId,
        endpoint: endpoint.id,
        status: response.status,
        ms: Math.round(performance.now() - startedMs),
      },
      'request',
    );
    return response;
  };
}

async function authorise(
  deps: HandleDeps,
  { access }: Endpoint,
  request: Request,
): Promise<Caller | null> {
  if (access === 'anyone') return identify(deps, request);
  const caller = await deps.resolver.resolve(request);
  if (!caller) throw new FoyerError('unauthenticated', 'Sign in, or send a valid token.');
  if (!passesOriginCheck({ request, via: caller.via, publicUrl: deps.publicUrl })) {
    throw new FoyerError('foreign-origin', 'Changes with a cookie must come from our own pages.');
  }
  if (!atLeast(caller.person.role, access)) {
    throw new FoyerError('forbidden', `This needs the role ${access}.`);
  }
  return caller;
}

/** Where nobody has to sign in, a lost database must not keep the answer back. */
async function identify(deps: HandleDeps, request: Request): Promise<Caller | null> {
  try {
    return await deps.resolver.resolve(request);
  } catch (error) {
    if (toFoyerError(error).code === 'database-unavailable') return null;
    throw error;
  }
}

async function parse<P extends z.ZodMiniType, Q extends z.ZodMiniType, B extends z.ZodMiniType>(
  endpoint: Endpoint<P, Q, B>,
  request: Request,
  params: unknown,
) {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return {
    params: check(endpoint.params, params ?? {}, 'not-found'),
    query: check(endpoint.query, query, 'invalid-input'),
    body: check(endpoint.body, await readWhatIsTaken(endpoint, request), 'invalid-input'),
  };
}

async function readWhatIsTaken(endpoint: Endpoint, request: Request): Promise<unknown> {
  // What an endpoint does not take is not read either.
  if (endpoint.body instanceof z.ZodMiniUndefined) return undefined;
  return endpoint.bodyTypes ? readBytes(request) : readBody(request);
}

function check<T extends z.ZodMiniType>(
  schema: T,
  value: unknown,
  code: 'invalid-input' | 'not-found',
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }));
  const detail = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message));
  throw new FoyerError(code, detail.slice(0, 5).join('; '), { errors: errors.slice(0, 50) });
}

function toResponse<A extends z.ZodMiniType>(
  endpoint: Endpoint<z.ZodMiniType, z.ZodMiniType, z.ZodMiniType, A>,
  reply: Reply<z.input<A>>,
  parseAnswer: (value: unknown) => z.output<A>,
  requestId: string,
): Response {
  const headers = new Headers({ 'cache-control': 'no-store', 'x-request-id': requestId });
  if (!endpoint.statuses.includes(reply.status)) {
    throw new Error(`${endpoint.id} does not answer ${reply.status}`);
  }
  const text = reply.status === 204 ? null : JSON.stringify(parseAnswer(reply.body));
  if (text !== null) {
    headers.set('cache-control', cachingOf(text));
    headers.set('content-type', 'application/json; charset=utf-8');
  }
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers.set(name, value);
  return new Response(text, { status: reply.status, headers });
}

/** What goes in one packet anyway is not worth the time of compressing it. */
const onePacketLength = 1_400;

/** RFC 9111 section 5.2.2.6: what must not be transformed is not compressed. */
function cachingOf(text: string): string {
  return text.length < onePacketLength ? 'no-store, no-transform' : 'no-store';
}

function toWrittenResponse(
  { text, etag }: WrittenReply,
  { headers: asked, requestId }: Pick<Input<unknown, unknown, unknown>, 'headers' | 'requestId'>,
): Response {
  const headers = { 'cache-control': cachingOf(text), 'x-request-id': requestId, etag };
  if (isKnown(asked, etag)) return new Response(null, { status: 304, headers });
  const type = 'application/json; charset=utf-8';
  return new Response(text, { headers: { ...headers, 'content-type': type } });
}

function refuse(
  { log }: HandleDeps,
  { id }: Endpoint,
  thrown: unknown,
  requestId: string,
): Response {
  const error = toFoyerError(thrown);
  const response = toProblemResponse(error, requestId);
  const fields = { requestId, endpoint: id, err: thrown };
  if (error.code === 'internal' || error.code === 'database-unavailable') {
    log.error(fields, 'a request failed');
  } else if (response.status >= 500) {
    // Whoever asked is told little; whoever runs this must find out what the calendar said.
    log.warn(fields, 'a calendar did not do what was asked');
  }
  return response;
}
