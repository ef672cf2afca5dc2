import type * as z from 'zod/mini';
import { RequestFailure } from '@/lib/http/client/request-failure';
import type { Endpoint } from '@/lib/http/contract/endpoint';
import { problemSchema } from '@/lib/http/contract/problem';

export type QueryValues = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

export interface Call {
  readonly params?: Readonly<Record<string, string>>;
  /** Undefined values and empty lists are left out; lists are joined by commas. */
  readonly query?: QueryValues;
  readonly body?: unknown;
  /** In place of a body, as it is. */
  readonly file?: Blob;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Reply<Answer> {
  readonly status: number;
  readonly answer: Answer;
}

export interface Received<Answer> extends Reply<Answer> {
  /** What names this answer, where the server names it. */
  readonly etag: string | null;
}

/**
 * Calls one endpoint of this site's API and checks the answer by the endpoint's own schema. A 204
 * answers undefined, and so does a 304 to one who has named the answer that it has.
 * @throws RequestFailure for every refusal, for no answer and for an answer that does not fit;
 * the caller's own abort passes through as it is.
 */
export async function send<Answer extends z.ZodMiniType>(
  endpoint: Endpoint<z.ZodMiniType, z.ZodMiniType, z.ZodMiniType, Answer>,
  call: Call = {},
): Promise<Received<z.output<Answer> | undefined>> {
  const response = await transfer(endpoint, call);
  const { status } = response;
  const etag = response.headers.get('etag');
  if (status === 204 || status === 304) return { status, answer: undefined, etag };
  const content = await readJson(response, call.signal);
  if (!response.ok) throw refusal(content);
  const checked = endpoint.answer.safeParse(content);
  if (!checked.success) throw new RequestFailure('unreadable', null, checked.error);
  return { status, answer: checked.data, etag };
}

/** Like send, for endpoints that always answer with content. */
export async function sendForAnswer<Answer extends z.ZodMiniType>(
  endpoint: Endpoint<z.ZodMiniType, z.ZodMiniType, z.ZodMiniType, Answer>,
  call: Call = {},
): Promise<z.output<Answer>> {
  const { answer } = await send(endpoint, call);
  if (answer === undefined) throw new RequestFailure('unreadable', null);
  return answer;
}

async function transfer(endpoint: Endpoint, call: Call): Promise<Response> {
  const init: RequestInit = {
    method: endpoint.method,
    headers: {
      accept: 'application/json, application/problem+json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...call.headers,
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...(call.file && { body: call.file }),
    ...(call.signal === undefined ? {} : { signal: call.signal }),
    cache: 'no-store',
  };
  try {
    return await fetch(addressOf(endpoint.path, call), init);
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw new RequestFailure('offline', null, error);
  }
}

/** The path with its parameters and query filled in. */
export function addressOf(path: string, { params = {}, query = {} }: Call): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new RangeError(`no value for {${name}} in ${path}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

async function readJson(response: Response, signal?: AbortSignal): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestFailure('unreadable', null, error);
  }
}

function refusal(content: unknown): RequestFailure {
  const checked = problemSchema.safeParse(content);
  if (!checked.success) return new RequestFailure('unreadable', null, checked.error);
  return new RequestFailure('problem', checked.data);
}
