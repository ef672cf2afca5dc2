import ntlm from '@ewsjs/ntlm-client';
import type { CallContext } from '@/lib/calendar/backend';
import {
  type EwsOperation,
  fromStatus,
  fromTransportError,
} from '@/lib/calendar/backends/ews/native-errors';
import type { EwsOptions } from '@/lib/calendar/backends/ews/options';
import { createGate } from '@/lib/calendar/backends/shared/gate';
import {
  createHttpSender,
  type HttpAnswer,
  type HttpRequest,
  type HttpSender,
  TransportError,
  trustAlso,
} from '@/lib/calendar/backends/shared/http-sender';

export interface Post {
  readonly envelope: string;
  /** The mailbox that it is about, so that a front end passes it to the right server. */
  readonly anchor: string | null;
}

/** Carries envelopes: bounded in size, number and (by the signal) time, its TLS always checked. */
export type EwsTransport = (
  post: Post,
  operation: EwsOperation,
  ctx: CallContext,
) => Promise<HttpAnswer>;

const maxBodyBytes = 32 * 1024 * 1024;

export function createEwsTransport(options: EwsOptions): EwsTransport {
  const url = new URL(options.serverUrl);
  const send = options.auth === 'ntlm' ? ntlmCarrier(options) : plainCarrier(options);
  return async ({ envelope, anchor }, operation, { signal, requestId }) => {
    const headers = {
      'user-agent': 'Foyer',
      accept: 'text/xml',
      'content-type': 'text/xml; charset=utf-8',
      'client-request-id': requestId,
      'return-client-request-id': 'true',
      ...(anchor === null ? {} : { 'x-anchormailbox': anchor }),
    };
    try {
      const safe = !operation.writes;
      return await send({ method: 'POST', url, headers, body: envelope, signal, safe }, operation);
    } catch (error) {
      throw fromTransportError(error, operation);
    }
  };
}

type Carrier = (request: HttpRequest, operation: EwsOperation) => Promise<HttpAnswer>;

function plainCarrier(options: EwsOptions): Carrier {
  const sender = createHttpSender({ sockets: options.concurrency, ...limitsOf(options) });
  const authorization = authorizationOf(options);
  return (request) => sender(withHeaders(request, { authorization }));
}

function authorizationOf({ auth, username, password }: EwsOptions): string {
  if (auth === 'bearer') return `Bearer ${password}`;
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** NTLM signs in a connection: every exchange has one of its own for its steps. */
function ntlmCarrier(options: EwsOptions): Carrier {
  const gate = createGate(options.concurrency);
  const limits = limitsOf(options);
  const exchange = (request: HttpRequest, operation: EwsOperation) => {
    const sender = createHttpSender({ sockets: 1, keepsConnection: true, ...limits });
    return sendByNtlm(sender, { ...request, safe: false }, operation, options);
  };
  return async (request, operation) => {
    try {
      return await gate.run(request.signal, () => exchange(request, operation));
    } catch (error) {
      if (error !== request.signal.reason) throw error;
      throw new TransportError('ended-by-signal', false, error);
    }
  };
}

/** The body travels with the last step only, so that nothing is done twice. */
async function sendByNtlm(
  sender: HttpSender,
  request: HttpRequest,
  operation: EwsOperation,
  { username, password }: EwsOptions,
): Promise<HttpAnswer> {
  const hello = ntlm.createType1Message('', '');
  const offered = await sender(
    withHeaders({ ...request, body: '' }, { authorization: hello }),
  ).catch((error: unknown) => Promise.reject(asNotLeft(error)));
  const challenge = ntlmChallengeOf(offered);
  if (challenge === null) throw fromStatus(offered, { ...operation, writes: false });
  const [domain, user] = splitAccount(username);
  const proof = ntlm.createType3Message(
    ntlm.decodeType2Message(challenge),
    user,
    password,
    '',
    domain,
  );
  return sender(withHeaders(request, { authorization: proof, connection: 'close' }));
}

/** What was broken off before the last step was never asked. */
function asNotLeft(error: unknown): unknown {
  if (!(error instanceof TransportError)) return error;
  return new TransportError(error.failure, false, error.cause);
}

function ntlmChallengeOf({ status, headers }: HttpAnswer): string | null {
  if (status !== 401) return null;
  const [challenge] = /NTLM [A-Za-z0-9+/=]{20,}/.exec(headers.get('www-authenticate') ?? '') ?? [];
  return challenge ?? null;
}

/** An address is sent whole, with an empty domain. */
function splitAccount(username: string): readonly [domain: string, user: string] {
  const slash = username.indexOf('\\');
  return slash < 0 ? ['', username] : [username.slice(0, slash), username.slice(slash + 1)];
}

function limitsOf({ caCertificate }: EwsOptions) {
  const trust = caCertificate === undefined ? {} : { trust: trustAlso(caCertificate) };
  return { maxBodyBytes, ...trust };
}

function withHeaders(request: HttpRequest, more: Readonly<Record<string, string>>): HttpRequest {
  return { ...request, headers: { ...request.headers, ...more } };
}
