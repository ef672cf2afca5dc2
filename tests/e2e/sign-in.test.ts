import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { appStartTimeoutMs } from '@/tests/support/app';
import { type AppProcess, startAppProcess } from '@/tests/support/app-process';
import { buildApp } from '@/tests/support/build-app';
import { describeInChromium, launchChromium } from '@/tests/support/chromium';
import { freePort } from '@/tests/support/free-port';
import { startOidcProvider, type TestOidcProvider } from '@/tests/support/oidc-provider';
import { createTestDatabase, type TestDatabase } from '@/tests/support/postgres';
import { openVisitor, type Visitor } from '@/tests/support/visitor';

const alice = {
  sub: 'a-1',
  email: 'alice@example.org',
  email_verified: true,
  name: 'Alice Martin',
};

describeInChromium('signing in at the organisation’s provider', () => {
  let browser: Browser;
  let provider: TestOidcProvider;
  let database: TestDatabase;
  let app: AppProcess;
  let folder: string;
  let visitor: Visitor;

  beforeAll(async () => {
    await buildApp();
    folder = await mkdtemp(path.join(tmpdir(), 'foyer-sign-in-'));
    database = await createTestDatabase();
    const port = await freePort();
    provider = await startOidcProvider({
      redirectUris: [`http://127.0.0.1:${port}/api/auth/callback/oidc`],
      claimsIn: 'userinfo',
    });
    app = await startAppProcess(port, {
      DATABASE_URL: database.url,
      FOYER_DATA_DIR: folder,
      AUTH_SECRET: randomBytes(32).toString('base64url'),
      FOYER_ENCRYPTION_KEY: randomBytes(32).toString('hex'),
      AUTH_OIDC_ISSUER: provider.issuer,
      AUTH_OIDC_CLIENT_ID: provider.clientId,
      AUTH_OIDC_CLIENT_SECRET: provider.clientSecret,
    });
    browser = await launchChromium();
    return async () => {
      await browser.close();
      await app.kill();
      await provider.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    };
  }, appStartTimeoutMs);
  beforeEach(async () => {
    provider.signInAs(alice);
    visitor = await openVisitor(browser, app.url);
  });
  afterEach(async () => {
    expect(visitor.troubles).toEqual([]);
    await visitor.close();
  });

  const signIn = async () => {
    await visitor.page.getByRole('button', { name: 'Sign in with your organisation' }).click();
    await visitor.page.getByRole('button', { name: 'Signed in as Alice Martin' }).waitFor();
  };
  const sessionCookies = async () => {
    const cookies = await visitor.context.cookies(app.url);
    return cookies.filter(({ name }) => name.endsWith('foyer.session'));
  };

  it('leads from any page over the provider to Foyer', async () => {
    const { page } = visitor;
    await page.goto('/');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await signIn();
    expect(new URL(page.url()).pathname).toBe('/');
    await page.goto('/sign-in');
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('leads back to the page that was asked for, as a code at a door does', async () => {
    const { page } = visitor;
    await page.goto('/bookings?show=past');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await signIn();
    await page.waitForURL(`${app.url}/bookings?show=past`);
  });

  it('keeps the session where no script can read it', async () => {
    const { page } = visitor;
    await page.goto('/sign-in');
    expect(await sessionCookies()).toEqual([]);
    await signIn();
    expect(await sessionCookies()).toMatchObject([{ httpOnly: true, sameSite: 'Lax', path: '/' }]);
    expect(await page.evaluate(() => document.cookie)).not.toContain('session');
  });

  it('ends with signing out', async () => {
    const { page } = visitor;
    await page.goto('/sign-in');
    await signIn();
    await page.getByRole('button', { name: 'Signed in as Alice Martin' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    expect(await sessionCookies()).toEqual([]);
    expect((await page.request.get('/api/v1/me')).status()).toBe(401);
    await page.goto('/');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
  });

  it('says in words why somebody is not let in', async () => {
    const { page } = visitor;
    provider.signInAs({ ...alice, sub: 'm-1', email: 'm@example.org', email_verified: false });
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in with your organisation' }).click();
    await page.getByRole('alert').getByText('Your e-mail address is not verified yet').waitFor();
    expect(await sessionCookies()).toEqual([]);
  });

  it('offers no way in without a password', async () => {
    const { page } = visitor;
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in with your organisation' }).waitFor();
    expect(await page.getByText('Demo people').count()).toBe(0);
    const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json();
    const form = { csrfToken, personId: 'anybody', callbackUrl: '/', json: 'true' };
    const headers = { origin: app.url };
    const answer = await page.request.post('/api/auth/callback/demo', { form, headers });
    expect(answer.ok()).toBe(false);
    expect(await sessionCookies()).toEqual([]);
  });
});
