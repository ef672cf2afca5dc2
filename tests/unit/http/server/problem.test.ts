import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { BackendError } from '@/lib/calendar/errors';
import { FoyerError } from '@/lib/core/errors';
import { instant } from '@/lib/core/time/instant';
import { problemSchema } from '@/lib/http/contract/problem';
import { idempotencyKeyOf } from '@/lib/http/server/idempotency-key';
import { methods } from '@/lib/http/server/methods';
import { etagOf, revisionOf } from '@/lib/http/server/presenters/booking';
import { toFoyerError, toProblem, toProblemResponse } from '@/lib/http/server/problem';
import { largestBodyBytes, readBody } from '@/lib/http/server/read-body';

describe('a problem', () => {
  it('tells what the refusal holds, times in UTC', () => {
    const slot = { roomId: 'r', start: instant(0), end: instant(60_000) };
    const error = new FoyerError('conflict', 'Taken.', {
      conflicts: [slot],
      alternatives: [{ ...slot, reason: 'same-floor' }],
    });
    const problem = toProblem(error, 'request-1');
    expect(z.strictObject(problemSchema.shape).parse(problem)).toEqual({
      type: 'urn:foyer:problem:conflict',
      title: 'Not available at this time',
      status: 409,
      code: 'conflict',
      detail: 'Taken.',
      requestId: 'request-1',
      conflicts: [{ roomId: 'r', start: '1970-01-01T00:00:00Z', end: '1970-01-01T00:01:00Z' }],
      alternatives: [
        {
          roomId: 'r',
          start: '1970-01-01T00:00:00Z',
          end: '1970-01-01T00:01:00Z',
          reason: 'same-floor',
        },
      ],
    });
  });

  it('of anything that is not ours says nothing of it', async () => {
    for (const thrown of [new Error('password=hunter2'), 'hunter2', null, { secret: 'hunter2' }]) {
      const response = toProblemResponse(toFoyerError(thrown), 'request-1');
      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain('hunter2');
    }
  });

  it('of a calendar says when to come again, if that is known', () => {
    const error = new FoyerError('backend-unavailable', 'Later.', { retryAfterSeconds: 30 });
    const response = toProblemResponse(error, 'request-1');
    expect(response.headers.get('retry-after')).toBe('30');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(toFoyerError(new BackendError('throttled', 'x')).code).toBe('backend-unavailable');
  });
});

describe('the body of a request', () => {
  const json = { 'content-type': 'application/json; charset=utf-8' };
  const post = (body: BodyInit | null, headers: Readonly<Record<string, string>> = json) =>
    new Request('http://foyer.test/', {
      method: 'POST',
      body,
      headers,
      duplex: 'half',
    } as RequestInit);

  async function codeOf(promise: Promise<unknown>): Promise<string> {
    return promise.then(
      (value) => JSON.stringify(value),
      (error: unknown) => (error instanceof FoyerError ? error.code : String(error)),
    );
  }

  it('is its JSON, and nothing when it is empty', async () => {
    expect(await readBody(post('{"a":[1]}'))).toEqual({ a: [1] });
    expect(await readBody(post(''))).toBeUndefined();
    expect(await readBody(post('', {}))).toBeUndefined();
  });

  it('may be as large as the limit and no larger, whatever it says of itself', async () => {
    const filler = 'x'.repeat(largestBodyBytes - 2);
    expect(await readBody(post(`"${filler}"`))).toBe(filler);
    expect(await codeOf(readBody(post(`"${filler}x"`)))).toBe('payload-too-large');
    const announced = post('{}', { ...json, 'content-length': '99999999' });
    expect(await codeOf(readBody(announced))).toBe('payload-too-large');
  });

  it('that never ends is left as soon as it is too large', async () => {
    let pulled = 0;
    let left = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(64 * 1_024));
      },
      cancel() {
        left = true;
      },
    });
    expect(await codeOf(readBody(post(endless)))).toBe('payload-too-large');
    expect(left).toBe(true);
    expect(pulled).toBeLessThan(12);
  });

  it('is refused when it is not UTF-8, not JSON or not said to be JSON', async () => {
    expect(await codeOf(readBody(post(new Uint8Array([0x22, 0xc3, 0x28, 0x22]))))).toBe(
      'malformed-json',
    );
    expect(await codeOf(readBody(post('{')))).toBe('malformed-json');
    expect(await codeOf(readBody(post('{}', { 'content-type': 'text/json' })))).toBe(
      'unsupported-media-type',
    );
  });
});

describe('headers', () => {
  it('an Idempotency-Key is visible ASCII of bounded length, or absent', () => {
    const key = (value: string) => () =>
      idempotencyKeyOf(new Headers({ 'idempotency-key': value }));
    expect(idempotencyKeyOf(new Headers())).toBeNull();
    expect(key('7f-~!')()).toBe('7f-~!');
    expect(key('x'.repeat(200))()).toHaveLength(200);
    for (const bad of ['', 'a b', 'x'.repeat(201), 'é']) expect(key(bad)).toThrow(FoyerError);
  });

  it('If-Match names a revision, anything, or one that never was', () => {
    const match = (value?: string) =>
      revisionOf(new Headers(value === undefined ? {} : { 'if-match': value }));
    expect(match(etagOf({ revision: 7 }))).toBe(7);
    expect(match('W/"7"')).toBe(7);
    expect([match(), match('*')]).toEqual([null, null]);
    for (const foreign of ['7', '"x"', '"7", "8"', '""', '"99999999999"']) {
      expect(match(foreign)).toBe(-1);
    }
  });
});

it('a route answers for the methods that it has not', async () => {
  const route = methods({ GET: async () => new Response('ok') });
  const context = { params: Promise.resolve({}) };
  const request = new Request('http://foyer.test/', { method: 'PUT' });
  const refused = await route.PUT(request, context);
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET']);
  expect(await (await route.GET(request, context)).text()).toBe('ok');
});
