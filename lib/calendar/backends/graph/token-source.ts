import { z } from 'zod';
import { createClientAssertion } from '@/lib/calendar/backends/graph/client-assertion';
import {
  badAnswer,
  fromStatus,
  fromTransportError,
  type GraphOperation,
} from '@/lib/calendar/backends/graph/native-errors';
import type { GraphOptions } from '@/lib/calendar/backends/graph/options';
import type { HttpAnswer, HttpSender } from '@/lib/calendar/backends/shared/http-sender';
import { interruption } from '@/lib/calendar/backends/shared/interruption';
import { BackendError } from '@/lib/calendar/errors';
import type { Clock } from '@/lib/core/time/clock';
import { addMs, type Instant, minuteMs } from '@/lib/core/time/instant';

/** Access tokens of the application itself (OAuth 2.0 client credentials, RFC 6749 section 4.4). */
export interface TokenSource {
  /** A token that is good for a while yet. @throws BackendError `unauthenticated` and others */
  get(signal: AbortSignal): Promise<string>;
  /** Graph did not take it: the next `get` asks for another. */
  refuse(token: string): void;
}

export interface TokenParts {
  readonly options: GraphOptions;
  readonly send: HttpSender;
  readonly clock: Clock;
  readonly newId: () => string;
}

interface Token {
  readonly text: string;
  readonly freshUntil: Instant;
}

const operation: GraphOperation = { name: 'sign-in', writes: false, missing: 'invalid-request' };
/** One refresh serves every caller, so none of their deadlines ends it. */
const patienceMs = 20_000;
const longestSpareMs = 5 * minuteMs;

const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
});

export function createTokenSource(parts: TokenParts): TokenSource {
  let current: Token | null = null;
  let asking: Promise<Token> | null = null;
  const refresh = (): Promise<Token> => {
    asking ??= askForToken(parts)
      .then((token) => {
        current = token;
        return token;
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };
  return {
    async get(signal) {
      if (current && parts.clock.now() < current.freshUntil) return current.text;
      return (await unlessEnded(refresh(), signal)).text;
    },
    refuse(token) {
      if (current?.text === token) current = null;
    },
  };
}

async function askForToken({ options, send, clock, newId }: TokenParts): Promise<Token> {
  const url = new URL(`${options.authorityUrl}/${options.tenantId}/oauth2/v2.0/token`);
  const form = new URLSearchParams({
    client_id: options.clientId,
    grant_type: 'client_credentials',
    scope: `${new URL(options.baseUrl).origin}/.default`,
    ...proofOf(options, url.href, clock.now(), newId()),
  });
  const askedAt = clock.now();
  const answer = await post(send, url, form.toString());
  if (answer.status !== 200) throw refusal(answer, clock.now());
  return toToken(answer, askedAt);
}

async function post(send: HttpSender, url: URL, body: string): Promise<HttpAnswer> {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'Foyer',
  };
  try {
    const signal = AbortSignal.timeout(patienceMs);
    return await send({ method: 'POST', url, headers, body, signal });
  } catch (error) {
    throw fromTransportError(error, operation);
  }
}

function proofOf(
  { clientId, clientSecret, certificate, certificateKey }: GraphOptions,
  audience: string,
  now: Instant,
  id: string,
): Record<string, string> {
  if (certificate === undefined || certificateKey === undefined) {
    return { client_secret: clientSecret ?? '' };
  }
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: createClientAssertion({
      clientId,
      audience,
      certificate,
      certificateKey,
      id,
      now,
    }),
  };
}

function toToken({ text }: HttpAnswer, askedAt: Instant): Token {
  const parsed = tokenAnswer.safeParse(jsonOrNull(text));
  if (!parsed.success) throw badAnswer(operation, 'it holds no access token');
  const lifeMs = parsed.data.expires_in * 1_000;
  const spareMs = Math.min(longestSpareMs, lifeMs / 5);
  return {
    text: parsed.data.access_token,
    freshUntil: addMs(askedAt, Math.floor(lifeMs - spareMs)),
  };
}

/** What the codes mean that administrators meet; https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const words: Readonly<Record<string, string>> = {
  AADSTS7000215: 'the client secret is not the right one (its id in place of its value?)',
  AADSTS7000222: 'the client secret has expired',
  AADSTS700016: 'the tenant does not know this application',
  AADSTS700027: 'the certificate is not one of the application, or has expired',
  AADSTS90002: 'there is no such tenant',
  AADSTS900023: 'there is no such tenant',
  AADSTS53003: 'a conditional access policy blocks the application',
};

/** A refused proof is what is wrong, whatever the status; the description may name people. */
function refusal(answer: HttpAnswer, now: Instant): BackendError {
  const said = z
    .looseObject({ error: z.string(), error_description: z.string().default('') })
    .safeParse(jsonOrNull(answer.text));
  if (answer.status >= 500 || answer.status === 429 || !said.success) {
    return fromStatus(answer, operation, now);
  }
  const [code] = /AADSTS\d{5,8}/.exec(said.data.error_description) ?? [];
  const error = /^[a-z_]{1,40}$/.test(said.data.error) ? said.data.error : 'error';
  const known = code === undefined ? undefined : words[code];
  const why = [known, code ?? error].filter((part) => part !== undefined).join(': ');
  return new BackendError('unauthenticated', `Microsoft refused the sign-in: ${why}`);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A caller who leaves, or whose time is up, waits no longer; the refresh goes on for the others. */
function unlessEnded<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(interruption(signal));
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
