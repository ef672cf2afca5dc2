import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createScopeReader, discoveryUrl } from '@/lib/auth/oidc-discovery';
import { addMs, hourMs, instant } from '@/lib/core/time/instant';

let server: Server;
let asked: number;
let answer: { readonly status: number; readonly body: string };
let issuer: string;

beforeEach(async () => {
  asked = 0;
  server = createServer((_, response) => {
    asked += 1;
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realms/office`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function setUp() {
  const warnings: unknown[] = [];
  const state = { now: instant(0) };
  const log = {
    warn: (fields: unknown) => warnings.push(fields),
    error: (fields: unknown) => warnings.push(fields),
  };
  const read = createScopeReader({ issuer, log, clock: () => state.now });
  return { warnings, state, read };
}

describe('the scopes', () => {
  it.each([
    ['the usual ones where the provider lists none', {}, 'openid email profile'],
    [
      'those wished for that there are',
      { scopes_supported: ['usual_name', 'email', 'siret', 'openid'] },
      'openid email usual_name',
    ],
    ['the usual ones for a list that cannot be', { scopes_supported: [] }, 'openid email profile'],
  ])('are %s', async (_, metadata, expected) => {
    answer = { status: 200, body: JSON.stringify(metadata) };
    expect(await setUp().read()).toBe(expected);
  });

  it('are asked for once an hour', async () => {
    answer = { status: 200, body: '{}' };
    const { read, state } = setUp();
    await read();
    state.now = addMs(state.now, hourMs - 1);
    await read();
    expect(asked).toBe(1);
    state.now = addMs(state.now, 1);
    await read();
    expect(asked).toBe(2);
  });

  it.each([
    { status: 503, body: '{}' },
    { status: 200, body: '<html>' },
    { status: 200, body: '{"scopes_supported":"all"}' },
  ])('are the usual ones when the provider answers %o, which is logged', async (wrong) => {
    answer = wrong;
    const { read, warnings } = setUp();
    expect(await read()).toBe('openid email profile');
    expect(warnings).toHaveLength(1);
    answer = { status: 200, body: '{"scopes_supported":["openid","email"]}' };
    expect(await read()).toBe('openid email');
  });
});

describe('discoveryUrl', () => {
  it.each(['https://a.example/r', 'https://a.example/r/'])('of %s', (text) => {
    expect(discoveryUrl(text)).toBe('https://a.example/r/.well-known/openid-configuration');
  });
});
