import { expect, test } from 'vitest';
import { graphOptions, graphSecretFields } from '@/lib/calendar/backends/graph/options';
import { createSigningCertificate } from '@/tests/support/signing-certificate';

const base = { tenantId: 'contoso.example', clientId: '0b6c9f3e-0000-4000-8000-000000000001' };
function problemsOf(options: Record<string, unknown>): readonly string[] {
  const parsed = graphOptions.safeParse({ ...base, ...options });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
}

test('a secret is enough, and the public cloud is where one is', () => {
  const options = graphOptions.parse({ ...base, clientSecret: 'x' });
  expect(options.writeMode).toBe('invite');
  expect([options.baseUrl, options.authorityUrl]).toEqual([
    'https://graph.microsoft.com',
    'https://login.microsoftonline.com',
  ]);
});

test('a national cloud has its own addresses', () => {
  const options = graphOptions.parse({
    ...base,
    clientSecret: 'x',
    baseUrl: 'https://graph.microsoft.us/',
    authorityUrl: 'https://login.microsoftonline.us/',
  });
  expect(options.baseUrl).toBe('https://graph.microsoft.us');
});

test.each([
  [{}, ['clientSecret']],
  [
    { clientSecret: 'x', certificate: 'y', certificateKey: 'z' },
    ['certificateKey', 'certificate', 'clientSecret', 'certificateKey'],
  ],
  [{ clientSecret: 'x', baseUrl: 'http://graph.example' }, ['baseUrl']],
  [{ clientSecret: 'x', baseUrl: 'https://user:word@graph.example' }, ['baseUrl']],
  [{ clientSecret: 'x', tenantId: '../common' }, ['tenantId']],
  [{ clientSecret: 'x', surplus: 1 }, ['']],
])('%j is refused where it is wrong', (options, paths) => {
  expect(problemsOf(options)).toEqual(paths);
});

test('a certificate goes with its own key only', async () => {
  const { certificate, privateKey } = await createSigningCertificate();
  const { privateKey: other } = await createSigningCertificate();
  expect(problemsOf({ certificate, certificateKey: privateKey })).toEqual([]);
  expect(problemsOf({ certificate, certificateKey: other })).toEqual(['certificateKey']);
  expect(problemsOf({ certificate })).toEqual(['certificateKey']);
  expect(problemsOf({ certificateKey: privateKey })).toEqual(['certificate']);
});

test('what proves the application is secret', () => {
  expect(graphSecretFields).toEqual(['clientSecret', 'certificateKey']);
});
