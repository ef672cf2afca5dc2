import type { AuthOptions } from 'next-auth';
import type { AuthLog } from '@/lib/auth/auth-log';
import { createAuthReply } from '@/lib/auth/auth-reply';
import { nextAuth } from '@/lib/auth/next-auth';
import { readCookies } from '@/lib/auth/read-cookies';
import { type Form, readForm } from '@/lib/auth/read-form';
import { requestOrigin } from '@/lib/auth/request-origin';

/** Answers everything under `/api/auth`. Never rejects. */
export type AuthHandler = (request: Request) => Promise<Response>;

export interface AuthHandlerDeps {
  readonly options: AuthOptions;
  /** The origin that people open. */
  readonly publicUrl: string;
  readonly log: AuthLog;
  /** Which scopes to ask the OpenID provider for; null without one. */
  readonly readScopes: (() => Promise<string>) | null;
  /** Lets next-auth believe the host of the request that it is handed; done once, before any. */
  readonly letRequestsNameTheirHost: () => void;
}

/**
 * What Foyer uses of next-auth. Not its `session`, which would renew a session that has ended, nor
 * its `_log`, by which strangers would write into the log.
 */
const routes: ReadonlySet<string> = new Set([
  'GET csrf',
  'GET providers',
  'GET signin',
  'POST signin/oidc',
  'GET callback/oidc',
  'POST callback/demo',
  'GET signout',
  'POST signout',
  'GET error',
]);

/**
 * Runs next-auth on web requests. It is called in its form for plain objects, since the one for
 * route handlers takes host and cookies from Next.js behind the caller's back.
 */
export function createAuthHandler(deps: AuthHandlerDeps): AuthHandler {
  deps.letRequestsNameTheirHost();
  const run: (request: object, reply: object) => Promise<unknown> = nextAuth(deps.options);
  return async (request) => {
    const path = new URL(request.url).pathname.split('/').slice(3);
    const route = `${request.method} ${path.join('/')}`;
    if (!routes.has(route)) return plain('No such action.', 404);
    const body = await readForm(request);
    if (body === null) return plain('The body cannot be read.', 400);
    try {
      const reply = createAuthReply();
      await run(await toNextAuthRequest(request, { route, path, body }, deps), reply);
      return reply.toResponse();
    } catch (error) {
      deps.log.error({ err: error, route }, 'signing in or out failed');
      return leadTo('/sign-in?error=Unavailable', body);
    }
  };
}

interface Asked {
  readonly route: string;
  readonly path: readonly string[];
  readonly body: Form;
}

async function toNextAuthRequest(
  request: Request,
  { route, path, body }: Asked,
  { publicUrl, readScopes }: AuthHandlerDeps,
): Promise<object> {
  const origin = new URL(requestOrigin(request, publicUrl));
  const query = withOwnTarget(Object.fromEntries(new URL(request.url).searchParams), origin);
  // next-auth passes the query of `signin` on to the provider: only Foyer may say what is asked.
  const asked = path[0] === 'signin' ? only(query, 'callbackUrl', 'error', 'csrf') : query;
  const scope = route === 'POST signin/oidc' && readScopes ? { scope: await readScopes() } : {};
  return {
    method: request.method,
    query: { ...asked, ...scope, nextauth: path },
    body: withOwnTarget(body, origin),
    cookies: withOwnCookie(readCookies(request.headers.get('cookie')), origin),
    headers: {
      'x-forwarded-host': origin.host,
      'x-forwarded-proto': origin.protocol.replace(':', ''),
    },
  };
}

/** next-auth answers 500 to a target that is no address; such a one, or a foreign one, is dropped. */
function withOwnTarget({ callbackUrl, ...rest }: Form, origin: URL): Form {
  const target = callbackUrl === undefined ? null : ownAddress(callbackUrl, origin);
  return target === null ? rest : { ...rest, callbackUrl: target };
}

function withOwnCookie(cookies: ReadonlyMap<string, string>, origin: URL): Form {
  const kept = [...cookies].flatMap(([name, value]) => {
    const own = name.endsWith('next-auth.callback-url') ? ownAddress(value, origin) : value;
    return own === null ? [] : [[name, own] as const];
  });
  return Object.fromEntries(kept);
}

/** Absolute, or null when it leads elsewhere. */
function ownAddress(text: string, origin: URL): string | null {
  const target = URL.canParse(text, origin) ? new URL(text, origin) : null;
  return target?.origin === origin.origin ? target.href : null;
}

function only(form: Form, ...names: readonly string[]): Form {
  return Object.fromEntries(Object.entries(form).filter(([name]) => names.includes(name)));
}

function plain(text: string, status: number): Response {
  return new Response(text, { status, headers: { 'cache-control': 'no-store' } });
}

/** As next-auth does: a redirect, or its target for scripts that ask for JSON. */
function leadTo(location: string, { json }: Form): Response {
  const headers = { 'cache-control': 'no-store' };
  return json === 'true'
    ? Response.json({ url: location }, { headers })
    : new Response(null, { status: 302, headers: { ...headers, location } });
}
