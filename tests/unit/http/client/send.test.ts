import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RequestFailure } from '@/lib/http/client/request-failure';
import { addressOf, send, sendForAnswer } from '@/lib/http/client/send';
import { cancelBooking, createBooking } from '@/lib/http/contract/bookings';
import { listFeatures } from '@/lib/http/contract/places';

const features = { items: [{ id: 'screen', name: 'Screen' }], nextCursor: null };
const problem = {
  type: 'urn:foyer:problem:conflict',
  title: 'Taken',
  status: 409,
  code: 'conflict',
  detail: 'Curie is taken.',
  requestId: 'r1',
};

const answer = vi.fn<typeof fetch>();
beforeEach(() => vi.stubGlobal('fetch', answer));
afterEach(() => {
  vi.unstubAllGlobals();
  answer.mockReset();
});

const answers = (body: unknown, status = 200) =>
  answer.mockResolvedValueOnce(Response.json(body, { status }));

async function failureOf(call: Promise<unknown>): Promise<RequestFailure> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof RequestFailure) return error;
  throw new Error(`expected a RequestFailure, got ${String(error)}`);
}

describe('an answer', () => {
  test('that fits the contract is passed on', async () => {
    answers(features);
    expect(await sendForAnswer(listFeatures)).toEqual(features);
  });

  test('without content is undefined', async () => {
    answer.mockResolvedValueOnce(new Response(null, { status: 204 }));
    const reply = await send(cancelBooking, { params: { id: 'b1' } });
    expect(reply).toEqual({ status: 204, answer: undefined, etag: null });
    expect(answer).toHaveBeenCalledWith(
      '/api/v1/bookings/b1',
      expect.objectContaining({ method: 'DELETE' }),
    );
  });

  test('of a file is asked for with the file as it is', async () => {
    answers(features);
    const file = new Blob(['logo'], { type: 'image/png' });
    await sendForAnswer(listFeatures, { file });
    const [, init] = answer.mock.calls[0] ?? [];
    expect(init?.body).toBe(file);
    expect(new Headers(init?.headers).has('content-type')).toBe(false);
  });

  test('without content where some is due is unreadable', async () => {
    answer.mockResolvedValueOnce(new Response(null, { status: 204 }));
    expect((await failureOf(sendForAnswer(listFeatures))).kind).toBe('unreadable');
  });

  test.each([
    ['of another shape', () => answers({ items: [{ id: 7 }] })],
    ['that is no JSON', () => answer.mockResolvedValueOnce(new Response('<html>'))],
    ['of a proxy that is no problem of ours', () => answers({ error: 'bad gateway' }, 502)],
  ])('%s is unreadable, never empty', async (_, give) => {
    give();
    expect(await failureOf(sendForAnswer(listFeatures))).toMatchObject({
      kind: 'unreadable',
      problem: null,
    });
  });
});

describe('a refusal', () => {
  test('keeps the server’s word', async () => {
    answers(problem, 409);
    const failure = await failureOf(send(createBooking, { body: {} }));
    expect(failure).toMatchObject({ kind: 'problem', problem: { code: 'conflict' } });
  });

  test('by nobody is offline', async () => {
    answer.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    expect((await failureOf(sendForAnswer(listFeatures))).kind).toBe('offline');
  });

  test('of the caller’s own is passed through as it is', async () => {
    const abort = new AbortController();
    abort.abort();
    const reason = new DOMException('left', 'AbortError');
    answer.mockRejectedValueOnce(reason);
    await expect(sendForAnswer(listFeatures, { signal: abort.signal })).rejects.toBe(reason);
  });
});

describe('a request', () => {
  test('carries its body as JSON and its own headers', async () => {
    answers(problem, 409);
    const headers = { 'idempotency-key': 'k1' };
    await failureOf(send(createBooking, { body: { title: 'Plans' }, headers }));
    expect(answer.mock.calls[0]?.[1]).toMatchObject({
      method: 'POST',
      body: '{"title":"Plans"}',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k1' },
      cache: 'no-store',
    });
  });

  test('has its path and query filled in, without what is empty', () => {
    const query = { features: ['screen', 'video'], floor: undefined, people: 4, none: [] };
    expect(addressOf('/rooms/{id}', { params: { id: 'a/b' }, query })).toBe(
      '/rooms/a%2Fb?features=screen%2Cvideo&people=4',
    );
  });

  test('without a value that its path needs is a mistake', () => {
    expect(() => addressOf('/rooms/{id}', {})).toThrow(RangeError);
  });
});
