import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { appearanceSchema, logoAddress } from '@/lib/http/contract/appearance';
import { problemOf, refused, sessionCookie } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { logoBytes, scriptedSvg, svgBytes } from '@/tests/support/logos';

const secret = randomBytes(32).toString('base64url');
const path = '/api/v1/admin/appearance';
const logoPath = `${path}/logo`;
const largest = 256 * 1_024;

let app: App;
let database: Client;
let admin: string;
let manager: string;

beforeAll(async () => {
  app = await startApp({ env: { AUTH_SECRET: secret } });
  admin = await app.token('admin@example.org', 'admin');
  manager = await app.token('manager@example.org', 'manager');
  database = new Client({ connectionString: app.databaseUrl });
  await database.connect();
}, appStartTimeoutMs);
afterAll(async () => {
  await database?.end();
  await app?.stop();
});

const change = (json: unknown, token = admin) => app.api(path, { token, method: 'PATCH', json });
const put = (body: Uint8Array<ArrayBuffer>, contentType?: string) =>
  app.api(logoPath, {
    token: admin,
    method: 'PUT',
    body,
    ...(contentType === undefined ? {} : { headers: { 'content-type': contentType } }),
  });

async function read(response: Response) {
  expect(response.status).toBe(200);
  return z.strictObject(appearanceSchema.shape).parse(await response.json());
}

async function putForAddress(body: Uint8Array<ArrayBuffer>, contentType?: string) {
  return (await read(await put(body, contentType))).logo?.url ?? '';
}

async function signInPage(): Promise<string> {
  const page = await fetch(`${app.url}/sign-in`);
  expect(page.status).toBe(200);
  return page.text();
}

const banner = (page: string) => /<header[\s\S]*?<\/header>/.exec(page)?.[0] ?? '';
const rootOf = (page: string) => /<html[^>]*>/.exec(page)?.[0] ?? '';

describe('an organisation without an appearance of its own', () => {
  it('looks as Foyer does', async () => {
    expect(await read(await app.api(path, { token: admin }))).toEqual({
      organisationName: 'Foyer',
      accent: null,
      shades: null,
      logo: null,
    });
    const page = await signInPage();
    expect(rootOf(page)).not.toContain('style');
    expect(banner(page)).toContain('<svg');
    expect(banner(page)).not.toContain('<img');
  });
});

describe('an appearance', () => {
  it('is read and changed by administrators alone, from our own pages alone', async () => {
    expect(await refused(await app.api(path))).toBe('401 unauthenticated');
    const requests = [
      { method: 'GET' },
      { method: 'PATCH', json: { organisationName: 'Theirs' } },
    ] as const;
    for (const request of requests) {
      expect(await refused(await app.api(path, { token: manager, ...request }))).toBe(
        '403 forbidden',
      );
    }
    const png = logoBytes('png');
    const logoRequests = [{ method: 'PUT', body: png }, { method: 'DELETE' }] as const;
    for (const request of logoRequests) {
      const answer = await app.api(logoPath, { token: manager, ...request });
      expect(await refused(answer)).toBe('403 forbidden');
    }
    const cookie = await sessionCookie(app, { secret, token: admin });
    const headers = { cookie, origin: 'https://elsewhere.example' };
    const foreign = await app.api(logoPath, { method: 'PUT', body: png, headers });
    expect(await refused(foreign)).toBe('403 foreign-origin');
    expect(await read(await app.api(path, { token: admin }))).toMatchObject({
      organisationName: 'Foyer',
      logo: null,
    });
  });

  it('has an accent, with the shades that pages show before anything else is loaded', async () => {
    const answer = await read(await change({ accent: 'FF0', organisationName: ' Ville de Lyon ' }));
    expect(answer).toMatchObject({
      organisationName: 'Ville de Lyon',
      accent: '#ffff00',
      shades: { light: { accent: '#6e6e00' }, dark: { accent: '#ffff00' } },
    });
    expect(answer.shades?.light.textContrast).toBeGreaterThanOrEqual(4.5);
    expect(answer.shades?.light.chosenContrast).toBeLessThan(1.1);
    const root = rootOf(await signInPage());
    expect(root).toContain('--light-accent:#6e6e00');
    expect(root).toContain('--dark-accent:#ffff00');
    expect(await read(await change({}))).toEqual(answer);
    expect((await read(await change({ accent: null }))).shades).toBeNull();
    expect(rootOf(await signInPage())).not.toContain('style');
  });

  it('refuses an accent that is almost grey, with its figures, and leaves the former one', async () => {
    await read(await change({ accent: '#000091' }));
    const problem = await problemOf(await change({ accent: '#808080', organisationName: 'Other' }));
    expect(problem).toMatchObject({ status: 422, code: 'invalid-input' });
    expect(problem.errors).toMatchObject([{ path: 'accent' }]);
    expect(problem.errors?.[0]?.message).toMatch(/#808080 is almost grey.* 0\.000, and 0\.04 /);
    for (const accent of ['red', '#12345', '#000000;}', 7, '']) {
      expect(await refused(await change({ accent }))).toBe('422 invalid-input');
    }
    expect(await refused(await change({ organisationName: ' ' }))).toBe('422 invalid-input');
    expect(await read(await app.api(path, { token: admin }))).toMatchObject({
      organisationName: 'Ville de Lyon',
      accent: '#000091',
    });
  });
});

describe('a logo', () => {
  it.each([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['webpLossy', 'image/webp'],
  ] as const)('is what its bytes say, not what the request says: %s', async (name, type) => {
    const bytes = logoBytes(name);
    const { logo } = await read(await put(bytes, 'text/html'));
    expect(logo).toMatchObject({ type, width: 60, height: 20, byteCount: bytes.byteLength });
    const answer = await app.api(logo?.url ?? '');
    expect(answer.headers.get('content-type')).toBe(type);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  it('is in place of Foyer’s mark for anyone, under the organisation’s name, one at a time', async () => {
    const former = await putForAddress(logoBytes('png'));
    const address = await putForAddress(svgBytes(scriptedSvg), 'image/svg+xml');
    expect(address).not.toBe(former);
    const mark = banner(await signInPage());
    expect(mark).toMatch(new RegExp(`<img[^>]*src="${address}"`));
    expect(mark).toMatch(/<img[^>]*alt="Ville de Lyon"/);
    expect(mark).toMatch(/<img[^>]*width="96" height="32"/);
    expect(mark).not.toContain('<svg');
    expect(await refused(await app.api(former))).toBe('404 not-found');
    expect(await refused(await app.api(logoAddress('0'.repeat(32))))).toBe('404 not-found');
    expect(await refused(await app.api(logoAddress('..%2fme')))).toBe('404 not-found');
    const { rows } = await database.query('SELECT count(*)::integer AS count FROM logos');
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('is kept for good by browsers, and runs nothing for one who opens it', async () => {
    const address = await putForAddress(svgBytes(scriptedSvg));
    const answer = await app.api(address);
    expect(await answer.text()).toBe(scriptedSvg);
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    });
    const etag = headers.etag ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await app.api(address, { headers: { 'if-none-match': known } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      expect(again.headers.get('etag')).toBe(etag);
      expect(again.headers.get('cache-control')).toBe(headers['cache-control']);
    }
    const other = await app.api(address, { headers: { 'if-none-match': '"other"' } });
    expect(other.status).toBe(200);
  });

  it.each([
    ['a page', svgBytes('<html><script>alert(1)</script></html>'), '415 unsupported-media-type'],
    ['a GIF', svgBytes('GIF89a'), '415 unsupported-media-type'],
    ['nothing', new Uint8Array(), '415 unsupported-media-type'],
    ['more than 256 KB', svgBytes(scriptedSvg.padEnd(largest + 1)), '413 payload-too-large'],
  ])('is not %s', async (_what, bytes, refusal) => {
    const address = await putForAddress(logoBytes('png'));
    expect(await refused(await put(bytes, 'image/png'))).toBe(refusal);
    expect((await app.api(address)).status).toBe(200);
  });

  it('may have 256 KB, and few pixels', async () => {
    const { logo } = await read(await put(svgBytes(scriptedSvg.padEnd(largest))));
    expect(logo?.byteCount).toBe(largest);
    const bytes = logoBytes('png');
    new DataView(bytes.buffer).setUint32(16, 5_000);
    expect(await refused(await put(bytes))).toBe('422 invalid-input');
  });

  it('gives way to Foyer’s mark again', async () => {
    const address = await putForAddress(logoBytes('png'));
    const remove = () => app.api(logoPath, { token: admin, method: 'DELETE' });
    expect((await remove()).status).toBe(204);
    expect(await refused(await remove())).toBe('404 not-found');
    expect(await refused(await app.api(address))).toBe('404 not-found');
    expect(banner(await signInPage())).toContain('<svg');
  });
});

it('every change is written down: who, and which fields', async () => {
  await database.query('DELETE FROM audit_entries');
  await change({ organisationName: 'Mairie', accent: '#000091' });
  await change({ accent: '#777777' });
  await change({});
  await put(logoBytes('png'));
  await put(svgBytes('none'));
  await app.api(logoPath, { token: admin, method: 'DELETE' });
  const { rows } = await database.query(
    'SELECT action, subject_kind, detail FROM audit_entries ORDER BY id',
  );
  const entry = (action: string, ...fields: readonly string[]) => ({
    action,
    subject_kind: 'appearance',
    detail: { fields },
  });
  expect(rows).toEqual([
    entry('update', 'organisationName', 'accent'),
    entry('update', 'logo'),
    entry('remove', 'logo'),
  ]);
});

it('pages do not fail by their looks', async () => {
  await database.query('ALTER TABLE logos RENAME TO lost_logos');
  expect(banner(await signInPage())).toContain('<svg');
  await database.query('ALTER TABLE lost_logos RENAME TO logos');
});
