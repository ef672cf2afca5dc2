import { setMaxListeners } from 'node:events';
import {
  type AgentOptions,
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { createGate } from '@/lib/calendar/backends/shared/gate';

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal;
  /**
   * Asks and changes nothing (RFC 9110 section 9.2.1), whatever its method: may travel on a connection
   * that was used before.
   */
  readonly safe?: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
}

export interface HttpSenderOptions {
  /** Requests under way at once, and with them connections to the server. */
  readonly sockets: number;
  readonly maxBodyBytes: number;
  /** Whom to trust; the public authorities unless said otherwise. See `trustAlso`. */
  readonly trust?: SecureContext;
  /**
   * Requests follow each other on one connection, for what signs in a connection. Such a sender
   * serves one exchange: its last request says `connection: close`.
   */
  readonly keepsConnection?: boolean;
}

export type TransportFailure =
  | 'ended-by-signal'
  | 'not-connected'
  | 'broken-off'
  | 'too-large'
  | 'bad-redirect'
  | 'encoded';

/** Why no complete answer came, and whether the request may have reached the server. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly failure: TransportFailure;
  readonly requestLeft: boolean;

  constructor(failure: TransportFailure, requestLeft: boolean, cause?: unknown) {
    super(`transport: ${failure}`, cause === undefined ? undefined : { cause });
    this.failure = failure;
    this.requestLeft = requestLeft;
  }
}

export type HttpSender = (request: HttpRequest) => Promise<HttpAnswer>;

const maxRedirects = 4;

/**
 * Sends requests and reads whole answers, bounded in size, sockets and (by the signal) time.
 * Redirects are followed with the same method within the origin and refused elsewhere, so that
 * credentials never travel. What is safe shares connections, and is sent once more where the server had
 * closed one meanwhile (RFC 9112 section 9.3.1). Everything else has a connection of its own unless said
 * otherwise: a kept one that was closed would leave the fate of a write unknown.
 * @throws TransportError and nothing else.
 */
export function createHttpSender(options: HttpSenderOptions): HttpSender {
  const gate = createGate(options.sockets);
  const roads = createRoads(options);
  return async (request) => {
    // One signal may govern a question about many rooms.
    setMaxListeners(0, request.signal);
    try {
      return await gate.run(request.signal, () => follow(request, options, roads));
    } catch (error) {
      if (error instanceof TransportError) throw error;
      throw new TransportError('ended-by-signal', false, error);
    }
  };
}

interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

interface Roads {
  /** A connection for each request. */
  readonly own: Agents;
  /** Connections that go on to the next request. */
  readonly shared: Agents;
}

/**
 * The public authorities and a private one. Made once and kept: to read so many certificates anew for
 * each connection costs more than the connection.
 * @param caCertificate PEM
 */
export function trustAlso(caCertificate: string): SecureContext {
  return createSecureContext({ ca: [...rootCertificates, caCertificate] });
}

/** Servers close what is idle after five seconds and more; we are first. */
const idleMs = 4_000;

/**
 * The gate bounds the connections, not the agents: one with a bound of its own keeps every connection
 * for requests that wait, whatever it was told of keeping them.
 */
function createRoads({ sockets, trust, keepsConnection = false }: HttpSenderOptions): Roads {
  const secured = trust === undefined ? {} : { secureContext: trust };
  const kept = keepsConnection
    ? { keepAlive: true, maxSockets: sockets }
    : { keepAlive: true, maxFreeSockets: sockets, timeout: idleMs };
  const agents = (options: AgentOptions): Agents => ({
    http: new HttpAgent(options),
    https: new HttpsAgent({ ...options, ...secured }),
  });
  const shared = agents(kept);
  return { own: keepsConnection ? shared : agents({ keepAlive: false }), shared };
}

async function follow(
  request: HttpRequest,
  options: HttpSenderOptions,
  roads: Roads,
): Promise<HttpAnswer> {
  let url = request.url;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const answer = await exchangeSafely({ ...request, url }, options, roads);
    const location = answer.headers.get('location');
    if (![301, 302, 307, 308].includes(answer.status) || location === null) return answer;
    url = redirected(url, location);
  }
  throw new TransportError('bad-redirect', true);
}

/** What met a shared connection that was closed goes once more, by its own. */
async function exchangeSafely(
  request: HttpRequest,
  options: HttpSenderOptions,
  { own, shared }: Roads,
): Promise<HttpAnswer> {
  if (!request.safe) return exchange(request, options, own);
  try {
    return await exchange(request, options, shared);
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error;
    return exchange(request, options, own);
  }
}

/** A connection that had carried others ended before anything was answered. */
class StaleConnection extends TransportError {}

function redirected(from: URL, location: string): URL {
  const target = URL.canParse(location, from.href) ? new URL(location, from.href) : null;
  if (target?.origin !== from.origin) throw new TransportError('bad-redirect', true);
  return target;
}

function exchange(
  { method, url, headers, body, signal }: HttpRequest,
  { maxBodyBytes }: HttpSenderOptions,
  agents: Agents,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const init = { method, headers: { ...headers, ...length }, signal };
    const request =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...init, agent: agents.https })
        : httpRequest(url, { ...init, agent: agents.http });
    const hasLeft = watchConnection(request, url.protocol === 'https:');
    let answered = false;
    const fail = (failure: TransportFailure, cause?: unknown) => {
      const isStale = request.reusedSocket && !answered && !signal.aborted;
      const seen = signal.aborted ? 'ended-by-signal' : failure;
      const Failure = isStale ? StaleConnection : TransportError;
      reject(new Failure(seen, hasLeft(), signal.aborted ? signal.reason : cause));
      request.destroy();
    };
    request.on('error', (error) => fail(hasLeft() ? 'broken-off' : 'not-connected', error));
    request.once('response', (response) => {
      answered = true;
      readBody(response, maxBodyBytes, fail, (text) =>
        resolve({ status: response.statusCode ?? 0, headers: headersOf(response), text, url }),
      );
    });
    request.end(body ?? undefined);
  });
}

/** Nothing can have reached the server before the connection, with its TLS, stood. */
function watchConnection(request: ClientRequest, secure: boolean): () => boolean {
  let connected = false;
  request.once('socket', (socket) => {
    connected = request.reusedSocket;
    if (connected) return;
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      connected = true;
    });
  });
  return () => connected;
}

function readBody(
  response: IncomingMessage,
  maxBodyBytes: number,
  fail: (failure: TransportFailure, cause?: unknown) => void,
  done: (text: string) => void,
): void {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    fail('encoded');
    return;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) fail('too-large');
    else chunks.push(chunk);
  });
  response.on('error', (error) => fail('broken-off', error));
  response.once('close', () => {
    if (response.complete) done(Buffer.concat(chunks).toString('utf8'));
    else fail('broken-off');
  });
}

function headersOf(response: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
