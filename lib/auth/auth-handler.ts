import NextAuth, { type AuthOptions } from 'next-auth';
import type { AuthLog } from '@/lib/auth/auth-log';
import { createAuthReply } from '@/lib/auth/auth-reply';
import { readCookies } from '@/lib/auth/read-cookies';
import { type Form, readForm } from '@/lib/auth/read-form';
import { requestOrigin } from '@/lib/auth/request-origin';
import { letRequestsNameTheirHost } from '@/lib/config/env';

/** Answers everything under `/api/auth`. Never rejects. */
export type AuthHandler = (request: Request) => Promise<Response>;

export interface AuthHandlerDeps {
  readonly options: AuthOptions;
  /** The origin that people open. */
  readonly publicUrl: string;
  readonly log: AuthLog;
  /** Which scopes to ask the OpenID provider for; null without one. */
  readonly readScopes: (() => Promise<string>) | null;
}

/**
 * What Foyer uses of next-auth. Not its `session`, which would renew a session that has ended, nor
 * its `_log`, by which strangers would write into the log.
 */
const actions: Readonly<Record<string, readonly string[]>> = {
  GET: ['csrf', 'providers', 'signin', 'callback', 'signout', 'error'],
  POST: ['signin', 'callback', 'signout'],
};

/**
 * Runs next-auth on web requests. It is called in its form for plain objects, since the one for
 * route handlers takes host and cookies from Next.js behind the caller's back.
 */
export function createAuthHandler(deps: AuthHandlerDeps): AuthHandler {
  letRequestsNameTheirHost();
  const run: (request: object, reply: object) => Promise<unknown> = NextAuth(deps.options);
  return async (request) => {
    const [, , , action = '', provider] = new URL(request.url).pathname.split('/');
    if (!actions[request.method]?.includes(action)) return plain('No such action.', 404);
    const body = await readForm(request);
    if (body === null) return plain('The body cannot be read.', 400);
    try {
      const reply = createAuthReply();
      await run(await toNextAuthRequest(request, { action, provider, body }, deps), reply);
      return reply.toResponse();
    } catch (error) {
      deps.log.error({ err: error, action }, 'signing in or out failed');
      return redirect('/sign-in?error=Unavailable');
    }
  };
}

interface Route {
  readonly action: string;
  readonly provider: string | undefined;
  readonly body: Form;
}

async function toNextAuthRequest(
  request: Request,
  { action, provider, body }: Route,
  { publicUrl, readScopes }: AuthHandlerDeps,
): Promise<object> {
  const origin = requestOrigin(request, publicUrl);
  const url = new URL(request.url);
  const query = withoutForeignTarget(Object.fromEntries(url.searchParams), origin);
  // next-auth adds the query of `signin` to what it asks of the provider: only Foyer may do that.
  const asked = action === 'signin' ? only(query, 'callbackUrl', 'error', 'csrf') : query;
  const startsOidc = request.method === 'POST' && action === 'signin' && provider === 'oidc';
  const scope = startsOidc && readScopes ? { scope: await readScopes() } : {};
  return {
    method: request.method,
    query: { ...asked, ...scope, nextauth: [action, provider].filter(Boolean) },
    body: withoutForeignTarget(body, origin),
    cookies: withoutForeignCookie(readCookies(request.headers.get('cookie')), origin),
    headers: {
      'x-forwarded-host': new URL(origin).host,
      'x-forwarded-proto': new URL(origin).protocol.replace(':', ''),
    },
  };
}

/** next-auth answers 500 to a target that is no address; such a one, or a foreign one, is dropped. */
function withoutForeignTarget(form: Form, origin: string): Form {
  const { callbackUrl, ...rest } = form;
  return callbackUrl !== undefined && isWithin(callbackUrl, origin) ? form : rest;
}

function withoutForeignCookie(cookies: ReadonlyMap<string, string>, origin: string): Form {
  const kept = [...cookies].filter(
    ([name, value]) => !name.endsWith('next-auth.callback-url') || isWithin(value, origin),
  );
  return Object.fromEntries(kept);
}

function isWithin(url: string, origin: string): boolean {
  return URL.canParse(url, origin) && new URL(url, origin).origin === origin;
}

function only(form: Form, ...names: readonly string[]): Form {
  return Object.fromEntries(Object.entries(form).filter(([name]) => names.includes(name)));
}

function plain(text: string, status: number): Response {
  return new Response(text, { status, headers: { 'cache-control': 'no-store' } });
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } });
}
