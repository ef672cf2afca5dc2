import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuth } from '@/lib/auth/create-auth';
import { letRequestsNameTheirHost } from '@/lib/config/env';
import { instant } from '@/lib/core/time/instant';
import { type Browser, createBrowser, type Visit } from '@/tests/support/browser';
import { createMemoryPeople, createPerson } from '@/tests/support/memory-people';
import {
  type OidcAccount,
  type OidcProviderOptions,
  startOidcProvider,
  type TestOidcProvider,
} from '@/tests/support/oidc-provider';

const origin = 'https://rooms.example.org';
const callbackUrl = `${origin}/api/auth/callback/oidc`;
const sessionCookie = '__Host-foyer.session';
const alice: OidcAccount = {
  sub: 'a-1',
  email: 'Alice@Example.org',
  email_verified: true,
  name: 'Alice Martin',
};

function setUp(provider: TestOidcProvider) {
  const people = createMemoryPeople();
  const logged: unknown[] = [];
  const note = (fields: unknown, message: string) => logged.push({ fields, message });
  const auth = createAuth({
    env: { publicUrl: origin, demo: false, oidc: provider },
    secrets: { authSecret: 'a secret that only this test knows, 40+' },
    people,
    clock: () => instant(Date.now()),
    log: { warn: note, error: note },
    letRequestsNameTheirHost,
  });
  const answer = async (request: Request) =>
    new URL(request.url).pathname.startsWith('/api/auth/')
      ? auth.handlers(request)
      : new Response('a page');
  const browser = createBrowser({ origin, answer });
  const whoIs = async (who: Browser) => {
    const cookie = [...who.cookies(origin)].map((pair) => pair.join('=')).join('; ');
    return auth.resolver.resolve(new Request(origin, { headers: { cookie } }));
  };
  return { people, logged, browser, whoIs };
}

/** Signs in as the page does: fetch the form's token, post the form, follow where it leads. */
async function signIn(browser: Browser, stopAt?: (url: string) => boolean): Promise<Visit> {
  const csrf = await browser.request(`${origin}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const form = { csrfToken, callbackUrl: '/rooms/curie?day=1' };
  return browser.open(`${origin}/api/auth/signin/oidc`, { form }, stopAt);
}

const atCallback = (url: string) => url.startsWith(callbackUrl);
const errorOf = ({ url }: Visit) => new URL(url).searchParams.get('error');

const providers: TestOidcProvider[] = [];
async function start(options: Omit<OidcProviderOptions, 'redirectUris'>) {
  const provider = await startOidcProvider({ redirectUris: [callbackUrl], ...options });
  providers.push(provider);
  return provider;
}
afterAll(async () => {
  await Promise.all(providers.map((provider) => provider.stop()));
});

describe('signing in at an OpenID provider', () => {
  let provider: TestOidcProvider;
  beforeAll(async () => {
    provider = await start({ claimsIn: 'id-token' });
  });
  afterEach(() => provider.signInAs(alice));

  it('ends where the person wanted to go, signed in as a new employee', async () => {
    const { people, browser, whoIs } = setUp(provider);
    provider.signInAs(alice);
    const visit = await signIn(browser);
    expect(visit.url).toBe(`${origin}/rooms/curie?day=1`);
    expect(await whoIs(browser)).toMatchObject({
      via: 'session',
      person: { email: 'alice@example.org', name: 'Alice Martin', role: 'employee' },
    });
    expect([...people.identities.values()]).toEqual([
      {
        issuer: provider.issuer,
        subject: 'a-1',
        email: 'alice@example.org',
        name: 'Alice Martin',
      },
    ]);
  });

  it('asks with PKCE, state and nonce', async () => {
    const { browser } = setUp(provider);
    const { url } = await signIn(browser, (next) => next.startsWith(provider.issuer));
    const asked = new URL(url).searchParams;
    expect(asked.get('redirect_uri')).toBe(callbackUrl);
    expect(asked.get('scope')).toBe('openid email profile');
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(asked.get(name)?.length).toBeGreaterThanOrEqual(32);
    }
  });

  it('sets cookies that no script and no plain connection gets', async () => {
    const { browser } = setUp(provider);
    const { url } = await signIn(browser, atCallback);
    const answer = await browser.request(url);
    const session = answer.headers.getSetCookie().find((line) => line.startsWith(sessionCookie));
    expect(session).toMatch(/; Path=\/;.*; HttpOnly; Secure; SameSite=Lax$/);
    expect(session).not.toMatch(/Domain=/i);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const names = [...browser.cookies(origin).keys()];
    expect(names.every((name) => /^__(Host|Secure)-/.test(name))).toBe(true);
  });

  it('links the person of that address, then knows them by subject', async () => {
    const { people, browser, whoIs } = setUp(provider);
    const known = await people.ensurePerson({
      ...createPerson({ email: 'alice@example.org' }),
      role: 'admin',
    });
    provider.signInAs(alice);
    await signIn(browser);
    expect((await whoIs(browser))?.person).toEqual(known);
    provider.signInAs({ ...alice, email: 'alice.durand@example.org' });
    const other = browser.clone();
    await signIn(other);
    expect((await whoIs(other))?.person.id).toBe(known.id);
  });

  it('signs out', async () => {
    const { browser, whoIs } = setUp(provider);
    await signIn(browser);
    const csrf = await browser.request(`${origin}/api/auth/csrf`);
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    await browser.request(`${origin}/api/auth/signout`, { form: { csrfToken: 'wrong' } });
    expect(await whoIs(browser)).not.toBeNull();
    const visit = await browser.open(`${origin}/api/auth/signout`, {
      form: { csrfToken, callbackUrl: '/sign-in' },
    });
    expect(visit.url).toBe(`${origin}/sign-in`);
    expect(await whoIs(browser)).toBeNull();
  });

  it('refuses an address that the provider has not verified', async () => {
    const { people, browser, whoIs } = setUp(provider);
    provider.signInAs({ ...alice, sub: 'mallory', email_verified: false });
    expect(errorOf(await signIn(browser))).toBe('EmailNotVerified');
    expect(await whoIs(browser)).toBeNull();
    expect(people.calls).toEqual([]);
  });

  it('refuses somebody without an address', async () => {
    const { browser, whoIs } = setUp(provider);
    provider.signInAs({ sub: 'robot' });
    expect(errorOf(await signIn(browser))).toBe('EmailMissing');
    expect(await whoIs(browser)).toBeNull();
  });

  it('says that the person could not be stored, and nothing more', async () => {
    const { people, logged, browser, whoIs } = setUp(provider);
    people.failWith(new Error('password authentication failed for user foyer'));
    const visit = await signIn(browser);
    expect(errorOf(visit)).toBe('Callback');
    expect(visit.url).not.toContain('password');
    people.failWith(null);
    expect(await whoIs(browser)).toBeNull();
    expect(logged).toHaveLength(1);
  });
});

describe('a callback that does not belong to this browser', () => {
  let provider: TestOidcProvider;
  beforeAll(async () => {
    provider = await start({ claimsIn: 'id-token' });
    provider.signInAs(alice);
  });

  async function expectRefused(browser: Browser, url: string, setting: ReturnType<typeof setUp>) {
    expect(errorOf(await browser.open(url))).toBe('OAuthCallback');
    expect(await setting.whoIs(browser)).toBeNull();
    expect(setting.people.calls).toEqual([]);
    expect(JSON.stringify(setting.logged)).toContain('OAUTH_CALLBACK_ERROR');
  }

  it('is refused with another state', async () => {
    const setting = setUp(provider);
    const { url } = await signIn(setting.browser, atCallback);
    const changed = new URL(url);
    changed.searchParams.set('state', 'x'.repeat(43));
    await expectRefused(setting.browser, changed.href, setting);
  });

  it('is refused without a state', async () => {
    const setting = setUp(provider);
    const { url } = await signIn(setting.browser, atCallback);
    const changed = new URL(url);
    changed.searchParams.delete('state');
    await expectRefused(setting.browser, changed.href, setting);
  });

  it.each(['state', 'nonce', 'pkce.code_verifier'])('is refused without its %s', async (name) => {
    const setting = setUp(provider);
    const { url } = await signIn(setting.browser, atCallback);
    setting.browser.setCookie(url, `__Secure-next-auth.${name}=; Path=/; Max-Age=0`);
    await expectRefused(setting.browser, url, setting);
  });

  it.each(['nonce', 'pkce.code_verifier'])('is refused with the %s of another', async (name) => {
    const setting = setUp(provider);
    const { url } = await signIn(setting.browser, atCallback);
    const other = setUp(provider).browser;
    await signIn(other, atCallback);
    const cookie = `__Secure-next-auth.${name}`;
    setting.browser.setCookie(url, `${cookie}=${other.cookies(url).get(cookie)}; Path=/`);
    await expectRefused(setting.browser, url, setting);
  });

  it('is refused in a browser that did not ask', async () => {
    const setting = setUp(provider);
    const { url } = await signIn(setUp(provider).browser, atCallback);
    await expectRefused(setting.browser, url, setting);
  });

  it('is refused when its code has been used, even with all its cookies', async () => {
    const setting = setUp(provider);
    const { url } = await signIn(setting.browser, atCallback);
    const thief = setting.browser.clone();
    await setting.browser.open(url);
    expect(await setting.whoIs(setting.browser)).not.toBeNull();
    setting.people.calls.length = 0;
    await expectRefused(thief, url, setting);
  });

  it('keeps codes and tokens out of the log', async () => {
    const setting = setUp(provider);
    const { url } = await signIn(setting.browser, atCallback);
    const thief = setting.browser.clone();
    await setting.browser.open(url);
    await thief.open(url);
    const code = new URL(url).searchParams.get('code');
    expect(code).not.toBeNull();
    const log = JSON.stringify(setting.logged);
    expect(log).not.toContain(code);
    expect(log).not.toContain(provider.clientSecret);
    expect(log).not.toContain('eyJ');
  });
});

describe('providers that differ', () => {
  it.each(['userinfo', 'signed-userinfo'] as const)('tell the address in %s', async (claimsIn) => {
    const provider = await start({ claimsIn });
    const { browser, whoIs } = setUp(provider);
    provider.signInAs(alice);
    await signIn(browser);
    expect((await whoIs(browser))?.person.email).toBe('alice@example.org');
    const refused = setUp(provider);
    provider.signInAs({ ...alice, sub: 'mallory', email_verified: false });
    expect(errorOf(await signIn(refused.browser))).toBe('EmailNotVerified');
  });

  it('have other scopes and say nothing of verified addresses', async () => {
    const provider = await start({
      claimsIn: 'signed-userinfo',
      scopes: { email: ['email'], given_name: ['given_name'], usual_name: ['usual_name'] },
    });
    const { browser, whoIs } = setUp(provider);
    provider.signInAs({ sub: 'p', email: 'a@b.gouv.fr', given_name: 'Zoé', usual_name: 'Petit' });
    const { url } = await signIn(browser, (next) => next.startsWith(provider.issuer));
    expect(new URL(url).searchParams.get('scope')).toBe('openid email given_name usual_name');
    await signIn(browser);
    expect((await whoIs(browser))?.person).toMatchObject({
      email: 'a@b.gouv.fr',
      name: 'Zoé Petit',
    });
  });

  it('may be down, which the sign-in page says', async () => {
    const provider = await start({ claimsIn: 'id-token' });
    await provider.stop();
    providers.splice(providers.indexOf(provider), 1);
    const { browser, logged } = setUp(provider);
    expect(errorOf(await signIn(browser))).toBe('OAuthSignin');
    expect(JSON.stringify(logged)).toContain('SIGNIN_OAUTH_ERROR');
  });
});
