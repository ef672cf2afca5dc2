import { expect, test } from 'vitest';
import { graphOptions } from '@/lib/calendar/backends/graph/options';
import { createTokenSource } from '@/lib/calendar/backends/graph/token-source';
import type { HttpAnswer, HttpRequest } from '@/lib/calendar/backends/shared/http-sender';
import { isBackendError } from '@/lib/calendar/errors';
import { instant } from '@/lib/core/time/instant';

const options = graphOptions.parse({
  tenantId: 'contoso.example',
  clientId: 'app',
  clientSecret: 'wonderful secret',
});

function rig(answerWith: (count: number) => { readonly status: number; readonly body: unknown }) {
  const asked: HttpRequest[] = [];
  let nowMs = Date.UTC(2027, 0, 1);
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    asked.push(request);
    const { status, body } = answerWith(asked.length);
    const headers = new Headers({ 'content-type': 'application/json' });
    return { status, headers, text: JSON.stringify(body), url: request.url };
  };
  const clock = { now: () => instant(nowMs) };
  const tokens = createTokenSource({ options, send, clock, newId: () => 'id' });
  const get = () => tokens.get(new AbortController().signal);
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { asked, tokens, get, pass };
}

const granted = (count: number) => ({
  status: 200,
  body: { access_token: `token-${count}`, expires_in: 3_599 },
});

test('one question serves everybody who waits, and the next hour but for its last minutes', async () => {
  const { asked, get, pass } = rig(granted);
  expect(await Promise.all([get(), get(), get()])).toEqual(['token-1', 'token-1', 'token-1']);
  pass(54 * 60_000);
  expect(await get()).toBe('token-1');
  pass(60_000);
  expect(await Promise.all([get(), get()])).toEqual(['token-2', 'token-2']);
  expect(asked).toHaveLength(2);
});

test('a token that was refused is not used again, a newer one is', async () => {
  const { asked, get, tokens } = rig(granted);
  const first = await get();
  tokens.refuse(first);
  expect(await get()).toBe('token-2');
  tokens.refuse(first);
  expect(await get()).toBe('token-2');
  expect(asked).toHaveLength(2);
});

test('a caller who leaves takes nothing from the others', async () => {
  const { tokens, get } = rig(granted);
  const caller = new AbortController();
  const leaving = tokens.get(caller.signal);
  const staying = get();
  caller.abort();
  await expect(leaving).rejects.toMatchObject({ code: 'aborted' });
  expect(await staying).toBe('token-1');
});

test.each([
  ['AADSTS7000215', 'the client secret is not the right one'],
  ['AADSTS7000222', 'the client secret has expired'],
  ['AADSTS700016', 'the tenant does not know this application'],
])('%s is told in words, and never with the secret', async (code, words) => {
  const error_description = `${code}: Invalid 'wonderful secret' of Alice. Trace ID: 1`;
  const { get } = rig(() => ({
    status: 401,
    body: { error: 'invalid_client', error_description },
  }));
  const error = await get().catch((thrown: unknown) => thrown);
  if (!isBackendError(error)) throw error;
  expect(error.code).toBe('unauthenticated');
  expect(error.message).toContain(words);
  expect(error.message).not.toMatch(/wonderful|Alice/);
});

test('an answer that holds no token is a bad one, and the next question is a new one', async () => {
  const { get } = rig((count) => (count === 1 ? { status: 200, body: {} } : granted(count)));
  await expect(get()).rejects.toMatchObject({ code: 'bad-response' });
  expect(await get()).toBe('token-2');
});
