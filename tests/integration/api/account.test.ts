import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf, refused, sessionCookie } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';

const secret = randomBytes(32).toString('base64url');

let app: App;
let alice: string;
let bob: string;
let cookie: string;

beforeAll(async () => {
  app = await startApp({ env: { AUTH_SECRET: secret } });
  alice = await app.token('alice@example.org', 'employee');
  bob = await app.token('bob@example.org', 'employee');
  cookie = await sessionOf(alice, 0);
}, appStartTimeoutMs);
afterAll(() => app?.stop());

const sessionOf = (token: string, sessionEpoch: number) =>
  sessionCookie(app, { secret, token, sessionEpoch });

const inBrowser = () => ({ cookie, origin: app.url, 'sec-fetch-site': 'same-origin' });
const make = (json: unknown) => app.api('/api/v1/me/tokens', { json, headers: inBrowser() });
const labelsOf = async (token: string) => {
  const listed = await app.api('/api/v1/me/tokens', { token });
  const { items } = (await listed.json()) as { items: { label: string }[] };
  return items.map(({ label }) => label);
};

describe('personal tokens', () => {
  it('work at once, are told once, and are over when they are revoked', async () => {
    const made = await make({ label: 'Door display' });
    expect(made.status).toBe(201);
    const { id, token, label } = await made.json();
    expect(label).toBe('Door display');
    const me = await app.api('/api/v1/me', { token });
    expect(await me.json()).toMatchObject({ email: 'alice@example.org' });
    const listed = await app.api('/api/v1/me/tokens', { headers: inBrowser() });
    const text = await listed.text();
    expect(text).toContain('Door display');
    expect(text).not.toContain(token);
    expect(await labelsOf(bob)).not.toContain('Door display');
    const path = `/api/v1/me/tokens/${id}`;
    expect(await refused(await app.api(path, { method: 'DELETE', token: bob }))).toBe(
      '404 not-found',
    );
    const revoke = () => app.api(path, { method: 'DELETE', headers: inBrowser() });
    expect((await revoke()).status).toBe(204);
    expect(await refused(await app.api('/api/v1/me', { token }))).toBe('401 unauthenticated');
    expect(await refused(await revoke())).toBe('404 not-found');
  });

  it('are told with their last use, and their making and their end stand in the audit', async () => {
    const { id, token, lastUsedAt } = await (await make({ label: 'Watched' })).json();
    expect(lastUsedAt).toBeNull();
    const usedAt = async () => {
      const listed = await app.api('/api/v1/me/tokens', { headers: inBrowser() });
      const { items } = (await listed.json()) as { items: { id: string; lastUsedAt: string }[] };
      return items.find((item) => item.id === id)?.lastUsedAt;
    };
    await app.api('/api/v1/me', { token });
    const first = await usedAt();
    expect(Date.now() - Date.parse(first ?? '')).toBeLessThan(60_000);
    await app.api('/api/v1/me', { token });
    expect(await usedAt()).toBe(first);
    await app.api(`/api/v1/me/tokens/${id}`, { method: 'DELETE', headers: inBrowser() });
    const client = new Client(app.databaseUrl);
    await client.connect();
    const { rows } = await client.query(
      `SELECT action, actor = (SELECT id FROM people WHERE email = 'alice@example.org') AS "isOwn"
         FROM audit_entries WHERE subject_kind = 'token' AND subject_id = $1 ORDER BY id`,
      [id],
    );
    await client.end();
    expect(rows).toEqual([
      { action: 'create', isOwn: true },
      { action: 'remove', isOwn: true },
    ]);
  });

  it('make no others', async () => {
    const made = await app.api('/api/v1/me/tokens', { token: alice, json: { label: 'More' } });
    expect(await refused(made)).toBe('403 forbidden');
    expect(await labelsOf(alice)).not.toContain('More');
  });

  it.each([
    ['no label', { label: ' ' }, 'label'],
    ['an end that is over', { label: 'Old', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  ])('with %s are refused', async (_what, json, path) => {
    const { status, errors } = await problemOf(await make(json));
    expect(status).toBe(422);
    expect(errors).toMatchObject([{ path }]);
  });
});

describe('settings', () => {
  it('change what is sent and leave the rest', async () => {
    const change = (json: unknown) =>
      app.api('/api/v1/me', { method: 'PATCH', token: bob, json }).then((answer) => answer.json());
    expect(await change({ locale: 'fr', timeZone: 'America/Toronto' })).toMatchObject({
      locale: 'fr',
      timeZone: 'America/Toronto',
    });
    expect(await change({ locale: null })).toMatchObject({
      locale: null,
      timeZone: 'America/Toronto',
    });
    expect(await change({ hourCycle: 'h12', firstWeekday: 7 })).toMatchObject({
      timeZone: 'America/Toronto',
      hourCycle: 'h12',
      firstWeekday: 7,
    });
    await change({ firstWeekday: null });
    const me = await app.api('/api/v1/me', { token: bob });
    expect(await me.json()).toMatchObject({
      locale: null,
      timeZone: 'America/Toronto',
      hourCycle: 'h12',
      firstWeekday: null,
    });
  });

  it('refuse a zone that is none, and a role', async () => {
    for (const json of [
      { timeZone: 'Mars/Phobos' },
      { locale: '' },
      { role: 'admin' },
      { hourCycle: 'h24' },
      { firstWeekday: 0 },
    ]) {
      const answer = await app.api('/api/v1/me', { method: 'PATCH', token: bob, json });
      expect(await refused(answer)).toBe('422 invalid-input');
    }
  });
});

describe('signing out everywhere', () => {
  it('ends the sessions of that person alone, and no token', async () => {
    const elsewhere = await sessionOf(alice, 0);
    const others = await sessionOf(bob, 0);
    const ended = await app.api('/api/v1/me/sessions', { method: 'DELETE', headers: inBrowser() });
    expect(ended.status).toBe(204);
    for (const session of [cookie, elsewhere]) {
      const answer = await app.api('/api/v1/me', { headers: { cookie: session } });
      expect(await refused(answer)).toBe('401 unauthenticated');
    }
    for (const headers of [{ cookie: others }, { cookie: await sessionOf(alice, 1) }]) {
      expect((await app.api('/api/v1/me', { headers })).status).toBe(200);
    }
    expect((await app.api('/api/v1/me', { token: alice })).status).toBe(200);
  });
});
