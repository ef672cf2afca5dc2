import { describe, expect, it } from 'vitest';
import type { AuthSettings } from '@/lib/auth/auth-settings';
import { createAuth } from '@/lib/auth/create-auth';
import { letRequestsNameTheirHost } from '@/lib/config/env';
import { instant } from '@/lib/core/time/instant';
import { type Browser, createBrowser } from '@/tests/support/browser';
import { createMemoryPeople, createPerson } from '@/tests/support/memory-people';

const origin = 'http://localhost:3000';
const api = `${origin}/api/auth`;
const alice = createPerson();

function setUp(change: Partial<AuthSettings> = {}) {
  const people = createMemoryPeople([alice]);
  const logged: unknown[] = [];
  const note = (fields: unknown, message: string) => logged.push({ fields, message });
  const auth = createAuth({
    env: { publicUrl: origin, demo: true, oidc: null, ...change },
    secrets: { authSecret: 'a secret that only this test knows, 40+' },
    people,
    clock: () => instant(Date.now()),
    log: { warn: note, error: note },
    letRequestsNameTheirHost,
  });
  const answer = async (request: Request) =>
    new URL(request.url).pathname.startsWith('/api/auth')
      ? auth.handlers(request)
      : new Response('a page');
  const browser = createBrowser({ origin, answer });
  const whoIs = async () => {
    const cookie = [...browser.cookies(origin)].map((pair) => pair.join('=')).join('; ');
    return auth.resolver.resolve(new Request(origin, { headers: { cookie } }));
  };
  return { auth, people, logged, browser, whoIs };
}

async function csrfOf(browser: Browser): Promise<string> {
  const { csrfToken } = (await (await browser.request(`${api}/csrf`)).json()) as {
    csrfToken: string;
  };
  return csrfToken;
}

async function signIn(browser: Browser, fields: Record<string, string> = {}) {
  const csrfToken = await csrfOf(browser);
  const form = { csrfToken, personId: alice.id, callbackUrl: '/', ...fields };
  return browser.open(`${api}/callback/demo`, { form });
}

const errorOf = (url: string) => new URL(url).searchParams.get('error');

describe('the demo sign-in', () => {
  it('signs in whoever is named', async () => {
    const { browser, whoIs } = setUp();
    const { url } = await signIn(browser, { callbackUrl: '/bookings' });
    expect(url).toBe(`${origin}/bookings`);
    expect(await whoIs()).toEqual({ person: alice, via: 'session' });
  });

  it.each(['person-9', ''])('refuses somebody who is not there (%s)', async (personId) => {
    const { browser, whoIs } = setUp();
    const { url } = await signIn(browser, { personId });
    expect(errorOf(url)).toBe('CredentialsSignin');
    expect(await whoIs()).toBeNull();
  });

  it('is refused without the token of the form', async () => {
    const { browser, whoIs } = setUp();
    await signIn(browser, { csrfToken: 'x'.repeat(64) });
    expect(await whoIs()).toBeNull();
  });

  it('does not exist without the demo', async () => {
    const { auth, people, browser, whoIs } = setUp({ demo: false });
    expect(auth.ways).toEqual([]);
    expect(await (await browser.request(`${api}/providers`)).json()).toEqual({});
    const { response } = await signIn(browser);
    expect(response.status).toBe(400);
    expect(response.headers.getSetCookie().join()).not.toContain('foyer.session');
    expect(await whoIs()).toBeNull();
    expect(people.calls).toEqual([]);
  });

  it('ends with the session number', async () => {
    const { people, browser, whoIs } = setUp();
    await signIn(browser);
    people.raiseEpoch(alice.id);
    expect(await whoIs()).toBeNull();
    await signIn(browser);
    expect(await whoIs()).not.toBeNull();
  });

  it('says that the database is lost, in a code', async () => {
    const { people, logged, browser, whoIs } = setUp();
    people.failWith(new Error('connect ECONNREFUSED 10.0.0.5:5432'));
    const { url } = await signIn(browser);
    expect(errorOf(url)).toBe('Unavailable');
    expect(url).not.toContain('10.0.0.5');
    expect(logged).toHaveLength(1);
    people.failWith(null);
    expect(await whoIs()).toBeNull();
  });
});

describe('a script that asks for JSON', () => {
  const post = async (browser: Browser, fields: Record<string, string>) => {
    const csrfToken = await csrfOf(browser);
    const form = { csrfToken, personId: alice.id, callbackUrl: '/', json: 'true', ...fields };
    const response = await browser.request(`${api}/callback/demo`, { form });
    return (await response.json()) as { readonly url: string };
  };

  it('is told where to go, signed in', async () => {
    const { browser, whoIs } = setUp();
    expect(await post(browser, { callbackUrl: '/bookings' })).toEqual({
      url: `${origin}/bookings`,
    });
    expect(await whoIs()).not.toBeNull();
  });

  it('is led to the page that says why not', async () => {
    const { browser } = setUp();
    const { url } = await post(browser, { personId: 'person-9' });
    const visit = await browser.open(url);
    expect(errorOf(visit.url)).toBe('CredentialsSignin');
  });

  it('is led there too when the database is lost half-way', async () => {
    const { people, browser, logged } = setUp();
    const findById = people.findById;
    let asked = 0;
    people.findById = async (personId) => {
      asked += 1;
      if (asked > 1) throw new Error('lost');
      return findById(personId);
    };
    expect(await post(browser, {})).toEqual({ url: '/sign-in?error=Unavailable' });
    expect(logged).toHaveLength(1);
  });
});

describe('the way back', () => {
  it.each([
    ['/rooms?x=1#now', `${origin}/rooms?x=1#now`],
    [`${origin}/bookings`, `${origin}/bookings`],
    ['https://evil.example/', `${origin}/`],
    ['//evil.example/', `${origin}/`],
    ['/\\evil.example', `${origin}/`],
    ['http://localhost:3001/', `${origin}/`],
    ['javascript:alert(1)', `${origin}/`],
    ['http://[', `${origin}/`],
  ])('from %s leads to %s', async (callbackUrl, expected) => {
    const { browser, whoIs } = setUp();
    const { url } = await signIn(browser, { callbackUrl });
    expect(new URL(url).href).toBe(expected);
    expect(await whoIs()).not.toBeNull();
  });

  it('is not taken from a cookie that leads elsewhere', async () => {
    const { browser } = setUp();
    const csrfToken = await csrfOf(browser);
    browser.setCookie(origin, 'next-auth.callback-url=https%3A%2F%2Fevil.example; Path=/');
    const form = { csrfToken, personId: alice.id };
    const { url } = await browser.open(`${api}/callback/demo`, { form });
    expect(new URL(url).origin).toBe(origin);
  });

  it('keeps the name that the browser opened', async () => {
    const { auth } = setUp();
    const lan = 'http://192.168.1.20:3000';
    const browser = createBrowser({ origin: lan, answer: auth.handlers });
    const response = await browser.request(`${lan}/api/auth/providers`);
    expect(await response.json()).toMatchObject({
      demo: { callbackUrl: `${lan}/api/auth/callback/demo` },
    });
  });
});

describe('whatever is sent', () => {
  it.each([
    'session',
    '_log',
    'signin/demo',
    'signout/x',
    'callback',
    'callback/oidc/x',
    'verify-request',
    '',
    'constructor',
    'nothing',
  ])('the action "%s" does not exist', async (action) => {
    const { auth } = setUp();
    for (const method of ['GET', 'POST']) {
      const response = await auth.handlers(new Request(`${api}/${action}`, { method }));
      expect(response.status).toBe(404);
    }
  });

  it.each(['PUT', 'DELETE', 'constructor'])('%s is not answered', async (method) => {
    const { auth } = setUp();
    const response = await auth.handlers(new Request(`${api}/signout`, { method }));
    expect(response.status).toBe(404);
  });

  it.each([
    ['GET', 'signin?callbackUrl=http%3A%2F%2F%5B'],
    ['GET', 'signin?callbackUrl=https%3A%2F%2Fevil.example'],
    ['GET', 'error?error=%3Cscript%3E'],
    ['GET', 'error'],
    ['GET', 'callback/demo?code=1'],
    ['GET', 'callback/oidc?code=1&state=2'],
    ['GET', 'callback/nothing'],
    ['GET', 'signout'],
    ['POST', 'signin/oidc?scope=admin'],
    ['POST', 'signin/__proto__'],
    ['POST', 'callback/demo'],
    ['POST', 'signout'],
  ])('%s %s is answered without a failure', async (method, path) => {
    const { auth } = setUp();
    const headers = { 'content-type': 'application/json', cookie: 'next-auth.callback-url=%zz' };
    const body = '{"callbackUrl":{"a":1},"csrfToken":[],"json":"true"}';
    const init = method === 'POST' ? { method, headers, body } : { method, headers };
    const response = await auth.handlers(new Request(`${api}/${path}`, init));
    expect(response.status).toBeLessThan(500);
    expect(response.headers.get('location') ?? origin).not.toContain('evil');
  });

  it('a body that cannot be read is refused', async () => {
    const { auth } = setUp();
    const headers = { 'content-type': 'application/json' };
    const request = new Request(`${api}/signout`, { method: 'POST', headers, body: '{' });
    expect((await auth.handlers(request)).status).toBe(400);
  });
});

describe('the issuer', () => {
  const oidc = { clientId: 'foyer', clientSecret: 'x' };

  it.each([
    'https://login.example.org',
    'http://127.0.0.1:9',
    'http://localhost:9',
    'http://[::1]',
  ])('may be %s', (issuer) => {
    expect(setUp({ oidc: { ...oidc, issuer } }).auth.ways).toEqual(['oidc', 'demo']);
  });

  it.each(['http://login.example.org', 'http://10.0.0.1', 'http://127.0.0.1.evil.example'])(
    'is refused at boot when it is %s',
    (issuer) => {
      expect(() => setUp({ oidc: { ...oidc, issuer } })).toThrow(/must begin with https/);
    },
  );
});
