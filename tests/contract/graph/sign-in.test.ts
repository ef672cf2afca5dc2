import { createHash, randomUUID, sign, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSigningCertificate } from '../../simulators/support/signing-certificate';
import { anna, aurora, startTenant, type Tenant } from './tenant';

const start = Date.UTC(2026, 10, 25, 12);
let nowMs = start;
let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant({ now: () => nowMs });
});
afterAll(() => tenant.close());

test('wrong tenant, application, secret, grant and scope are told apart as Entra does', async () => {
  const { graph } = tenant;
  const refusals = [
    await graph.token({}, randomUUID()),
    await graph.token({ client_id: randomUUID() }),
    await graph.token({ client_secret: 'wrong' }),
    await graph.token({ grant_type: 'password' }),
    await graph.token({ scope: 'https://graph.microsoft.com/Calendars.Read' }),
    await graph.token({ scope: 'https://elsewhere.example/.default' }),
  ];
  expect(refusals.map(({ status, body }) => [status, body.error, body.error_codes[0]])).toEqual([
    [400, 'invalid_request', 90002],
    [400, 'unauthorized_client', 700016],
    [401, 'invalid_client', 7000215],
    [400, 'unsupported_grant_type', 70003],
    [400, 'invalid_scope', 1002012],
    [400, 'invalid_resource', 500011],
  ]);
  tenant.simulator.authority.isSecretExpired = true;
  expect((await graph.token()).body.error_codes).toEqual([7000222]);
  tenant.simulator.authority.isSecretExpired = false;
  expect((await graph.token()).body).toMatchObject({ token_type: 'Bearer', expires_in: 3_599 });
});

test('a token ends when it said it would, and when it is revoked', async () => {
  const { graph, simulator } = tenant;
  const ask = () => graph.get(`/users/${anna}/calendar`);
  expect((await ask()).status).toBe(200);
  nowMs = start + 3_600_000;
  const late = await ask();
  expect([late.status, late.body.error.code]).toEqual([401, 'InvalidAuthenticationToken']);
  expect(late.headers['www-authenticate']).toContain('Bearer');
  graph.forgetToken();
  expect((await ask()).status).toBe(200);
  simulator.authority.revokeTokens();
  expect((await ask()).status).toBe(401);
  graph.forgetToken();
  expect((await ask()).status).toBe(200);
});

test('a certificate does instead of a secret, if it is registered and signs this', async () => {
  const { graph, simulator } = tenant;
  const known = await createSigningCertificate();
  const stranger = await createSigningCertificate();
  simulator.authority.certificates.push(known.certificate);
  const ask = async (certificate: string, key: string, more: object = {}) => {
    const answer = await graph.token({
      client_secret: '',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion(certificate, key, more),
    });
    return answer.status;
  };
  expect(await ask(known.certificate, known.privateKey)).toBe(200);
  expect(await ask(stranger.certificate, stranger.privateKey)).toBe(401);
  expect(await ask(known.certificate, stranger.privateKey)).toBe(401);
  expect(await ask(known.certificate, known.privateKey, { aud: 'elsewhere' })).toBe(401);
  const past = Math.floor(nowMs / 1_000) - 60;
  expect(await ask(known.certificate, known.privateKey, { exp: past })).toBe(401);
});

test('without a permission, or out of scope, Graph says 403', async () => {
  const { graph, simulator } = tenant;
  expect((await graph.get('/users')).body.error.code).toBe('Authorization_RequestDenied');
  simulator.setScope([anna]);
  expect((await graph.get(`/users/${anna}/calendar`)).status).toBe(200);
  const outside = await graph.get(`/users/${aurora}/calendar`);
  expect([outside.status, outside.body.error.code]).toEqual([403, 'ErrorAccessDenied']);
  simulator.setScope(null);
  simulator.authority.roles = ['Calendars.Read'];
  graph.forgetToken();
  const write = await graph.post(`/users/${anna}/events`, {});
  expect([write.status, write.body.error.code]).toEqual([403, 'ErrorAccessDenied']);
});

function assertion(certificate: string, key: string, more: object): string {
  const { tenantId, clientId, authorityUrl } = tenant.simulator;
  const thumbprint = createHash('sha256').update(new X509Certificate(certificate).raw);
  const seconds = Math.floor(nowMs / 1_000);
  const header = { alg: 'RS256', typ: 'JWT', 'x5t#S256': thumbprint.digest('base64url') };
  const claims = {
    aud: `${authorityUrl}/${tenantId}/oauth2/v2.0/token`,
    iss: clientId,
    sub: clientId,
    jti: randomUUID(),
    nbf: seconds,
    exp: seconds + 300,
    ...more,
  };
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}
