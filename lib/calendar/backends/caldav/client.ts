import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createObject, type DAVRequest, davRequest, deleteObject } from 'tsdav';
import type { CallContext } from '@/lib/calendar/backend';
import { createAuthorization } from '@/lib/calendar/backends/caldav/authorization';
import { type Multistatus, readMultistatus } from '@/lib/calendar/backends/caldav/multistatus';
import {
  badAnswer,
  type DavOperation,
  fromStatus,
  fromTransportError,
} from '@/lib/calendar/backends/caldav/native-errors';
import type { CaldavOptions } from '@/lib/calendar/backends/caldav/options';
import {
  createHttpSender,
  type HttpAnswer,
  trustAlso,
} from '@/lib/calendar/backends/shared/http-sender';
import type { Clock } from '@/lib/core/time/clock';

/** The compact form of XML that tsdav writes: names with their prefix, `_text`, `_attributes`. */
export type XmlBody = Readonly<Record<string, unknown>>;

export type Depth = '0' | '1';

/** Under which condition a write may take effect (RFC 9110 section 13.1). */
export type WriteCondition =
  | { readonly kind: 'new' }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'any' };

/** Under which condition and for whom a write is made. */
export interface WriteTerms {
  readonly condition: WriteCondition;
  /**
   * The calendar user for whom the server is to deliver what follows from the write: the owner of
   * the calendar, where the account that writes is another.
   */
  readonly scheduleAs?: string;
}

export interface StoredText {
  readonly text: string;
  readonly version: string | null;
}

/**
 * Speaks WebDAV to one server. Only a complete 207 that parsed is an answer to a question, and only
 * 200, 201 or 204 is the success of a write. Every failure is a BackendError.
 */
export interface DavClient {
  report(url: URL, depth: Depth, body: XmlBody, ctx: CallContext): Promise<Multistatus>;
  propfind(url: URL, depth: Depth, properties: XmlBody, ctx: CallContext): Promise<Multistatus>;
  /** Null when the object is gone. */
  get(url: URL, ctx: CallContext): Promise<StoredText | null>;
  put(url: URL, icalendar: string, terms: WriteTerms, ctx: CallContext): Promise<void>;
  remove(url: URL, terms: WriteTerms, missing: Missing, ctx: CallContext): Promise<void>;
  makeCalendar(url: URL, properties: XmlBody, ctx: CallContext): Promise<void>;
}

type Missing = DavOperation['missing'];
type Send = (fetchLike: typeof fetch) => Promise<unknown>;

/**
 * How often an object is sent that must not be there yet. DAViCal was seen to answer 500, with nothing
 * done, to several writes at once into one calendar, or with one room.
 */
const newObjectAttempts = 4;
const longestPauseMs = 150;
const sockets = 4;
const maxBodyBytes = 32 * 1024 * 1024;
const namespaces = {
  'xmlns:d': 'DAV:',
  'xmlns:c': 'urn:ietf:params:xml:ns:caldav',
};

export function createDavClient(options: CaldavOptions, clock: Clock): DavClient {
  const exchange = createExchange(options);

  const ask = async (
    method: 'REPORT' | 'PROPFIND',
    url: URL,
    depth: Depth,
    body: XmlBody,
    ctx: CallContext,
  ) => {
    const operation: DavOperation = { method, writes: false, missing: 'room-not-found' };
    const init = { method, headers: { depth }, body: withNamespaces(body) };
    const answer = await exchange(operation, ctx, (send) => viaTsdav(url, init, send));
    if (answer.status !== 207) throw fromStatus(answer, operation, clock.now());
    return parse(answer.text, operation);
  };

  const write = createWrite(exchange, clock);

  return {
    // A whole REPORT was seen answered 404 because of a neighbour's DELETE: look twice.
    report: async (url, depth, body, ctx) =>
      twiceIfMissing(() => ask('REPORT', url, depth, body, ctx)),
    propfind: (url, depth, properties, ctx) =>
      ask('PROPFIND', url, depth, { 'd:propfind': { 'd:prop': properties } }, ctx),
    async get(url, ctx) {
      const operation: DavOperation = { method: 'GET', writes: false, missing: 'event-not-found' };
      const answer = await exchange(operation, ctx, (send) => send(url.href, { method: 'GET' }));
      if (answer.status === 404 || answer.status === 410) return null;
      if (answer.status !== 200) throw fromStatus(answer, operation, clock.now());
      return { text: answer.text, version: answer.headers.get('etag') };
    },
    put: (url, icalendar, terms, ctx) => {
      const operation = { method: 'PUT', writes: true, missing: 'room-not-found' } as const;
      const headers = { 'content-type': 'text/calendar; charset=utf-8', ...headersOf(terms) };
      const send: Send = (fetchLike) =>
        createObject({ url: url.href, data: icalendar, headers, fetch: fetchLike });
      // Only what may not be there yet can be sent again: a first attempt that landed answers 412.
      return write(operation, ctx, send, terms.condition.kind === 'new' ? newObjectAttempts : 1);
    },
    remove: (url, terms, missing, ctx) =>
      write({ method: 'DELETE', writes: true, missing }, ctx, (send) =>
        deleteObject({ url: url.href, headers: headersOf(terms), fetch: send }),
      ),
    makeCalendar: (url, properties, ctx) => {
      const body = withNamespaces({ 'c:mkcalendar': { 'd:set': { 'd:prop': properties } } });
      const init: DAVRequest = { method: 'MKCALENDAR', body };
      return write({ method: 'MKCALENDAR', writes: true, missing: 'room-not-found' }, ctx, (send) =>
        viaTsdav(url, init, send),
      );
    },
  };
}

/** Whoever met at one moment must not meet again. A caller who leaves meanwhile is heard by what follows. */
async function pauseBefore(attempt: number, signal: AbortSignal): Promise<void> {
  await delay(randomInt(10, longestPauseMs) * attempt, undefined, { signal }).catch(
    () => undefined,
  );
}

/** Sends what changes something, again after a 500 as often as that is said to do no harm. */
function createWrite(exchange: Exchange, clock: Clock) {
  return async (operation: DavOperation, ctx: CallContext, send: Send, attempts = 1) => {
    for (let attempt = 1; ; attempt += 1) {
      const { status, ...answer } = await exchange(operation, ctx, send);
      if (status === 200 || status === 201 || status === 204) return;
      if (status !== 500 || attempt >= attempts) {
        throw fromStatus({ status, ...answer }, operation, clock.now());
      }
      await pauseBefore(attempt, ctx.signal);
    }
  };
}

type Exchange = (operation: DavOperation, ctx: CallContext, send: Send) => Promise<HttpAnswer>;

/**
 * Lets tsdav make the request but carries it ourselves: bounded, within the origin, with the
 * caller's signal. The answer is kept whole, because tsdav's reader turns texts that look like
 * numbers into numbers and drops what was not 200.
 */
function createExchange(options: CaldavOptions): Exchange {
  const { caCertificate } = options;
  const sender = createHttpSender({
    sockets,
    maxBodyBytes,
    ...(caCertificate === undefined ? {} : { trust: trustAlso(caCertificate) }),
  });
  const authorization = createAuthorization(options);
  return async (operation, { signal }, send) => {
    const once = async (): Promise<HttpAnswer> => {
      let answer: HttpAnswer | null = null;
      const carry: typeof fetch = async (target, init = {}) => {
        const method = init.method ?? 'GET';
        const url = new URL(String(target));
        const header = authorization.headerFor({ method, url });
        const headers = {
          'user-agent': 'Foyer',
          ...Object.fromEntries(new Headers(init.headers)),
          ...(header === null ? {} : { authorization: header }),
        };
        const body = typeof init.body === 'string' ? init.body : null;
        answer = await sender({ method, url, headers, body, signal, safe: !operation.writes });
        return new Response(null, { status: 204 });
      };
      await send(carry);
      return answer ?? noRequest(operation);
    };
    try {
      const answer = await once();
      // What was answered 401 was not done, writes among it.
      return answer.status === 401 && authorization.hear(answer.headers) ? await once() : answer;
    } catch (error) {
      throw fromTransportError(error, operation);
    }
  };
}

function noRequest(operation: DavOperation): never {
  throw badAnswer(operation, 'no request was made');
}

function viaTsdav(url: URL, init: DAVRequest, send: typeof fetch): Promise<unknown> {
  return davRequest({ url: url.href, init, parseOutgoing: false, fetch: send });
}

function withNamespaces(body: XmlBody): XmlBody {
  const [[name, content] = ['', {}]] = Object.entries(body);
  return { [name]: { _attributes: namespaces, ...(content as object) } };
}

async function twiceIfMissing<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'room-not-found';
    if (!missing) throw error;
    return task();
  }
}

function parse(text: string, operation: DavOperation): Multistatus {
  try {
    return readMultistatus(text);
  } catch (error) {
    throw badAnswer(operation, error instanceof Error ? error.message : 'unreadable', error);
  }
}

function headersOf({ condition, scheduleAs }: WriteTerms): Record<string, string> {
  const address = scheduleAs === undefined ? {} : { 'schedule-address': `mailto:${scheduleAs}` };
  return { ...conditionHeaders(condition), ...address };
}

function conditionHeaders(condition: WriteCondition): Record<string, string> {
  if (condition.kind === 'new') return { 'if-none-match': '*' };
  return condition.kind === 'version' ? { 'if-match': condition.version } : {};
}
