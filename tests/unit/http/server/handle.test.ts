import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Caller } from '@/lib/auth/caller';
import { BackendError } from '@/lib/calendar/errors';
import { FoyerError } from '@/lib/core/errors';
import type { Role } from '@/lib/core/places/role';
import { endpoint } from '@/lib/http/contract/endpoint';
import { createHandle } from '@/lib/http/server/handle';

const publicUrl = 'http://foyer.test';

function rig(caller: Partial<Caller> & { role?: Role } = {}) {
  const errors: object[] = [];
  const warnings: object[] = [];
  const { role = 'employee', via = 'token' } = caller;
  const person = {
    id: 'alice',
    organisationId: 'o',
    email: 'alice@example.org',
    name: 'Alice',
    role,
    locale: null,
    timeZone: null,
    hourCycle: null,
    firstWeekday: null,
  };
  const handle = createHandle(async () => ({
    resolver: { resolve: async () => ({ person, via }) },
    publicUrl,
    newId: () => 'request-1',
    log: {
      info: () => undefined,
      warn: (fields: object) => void warnings.push(fields),
      error: (fields: object) => void errors.push(fields),
    },
  }));
  return { handle, errors, warnings };
}

const rename = endpoint({
  id: 'rename',
  method: 'POST',
  path: '/api/v1/things/{id}',
  summary: 'Rename a thing',
  access: 'manager',
  params: z.object({ id: z.string().check(z.maxLength(3)) }),
  query: z.object({ force: z.optional(z.enum(['true'])) }),
  body: z.strictObject({ name: z.string() }),
  answer: z.object({ name: z.string() }),
  statuses: [200],
});

function request(body: unknown, search = '', headers: Readonly<Record<string, string>> = {}) {
  return new Request(`${publicUrl}/api/v1/things/a${search}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

const params = (id: string) => ({ params: Promise.resolve({ id }) });
const code = async (response: Response) =>
  `${response.status} ${((await response.json()) as { code: string }).code}`;

describe('the way in and out', () => {
  it('gives a use case what was parsed, and its answer to the caller', async () => {
    const route = rig({ role: 'manager' }).handle(rename, async (_context, input) => ({
      status: 200,
      body: { name: `${input.params.id} ${input.query.force} ${input.body.name}` },
      headers: { etag: '"1"' },
    }));
    const response = await route(request({ name: 'b' }, '?force=true&more=1'), params('a'));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ name: 'a true b' });
    expect(response.headers.get('etag')).toBe('"1"');
    expect(response.headers.get('x-request-id')).toBe('request-1');
  });

  it('checks the right before it looks at the input', async () => {
    const route = rig().handle(rename, async () => ({ status: 200, body: { name: '' } }));
    expect(await code(await route(request(17), params('a')))).toBe('403 forbidden');
  });

  it('takes no changes with a cookie from another site', async () => {
    const { handle } = rig({ role: 'admin', via: 'session' });
    const route = handle(rename, async () => ({ status: 200, body: { name: '' } }));
    const foreign = request({ name: 'b' }, '', { origin: 'https://evil.example' });
    expect(await code(await route(foreign, params('a')))).toBe('403 foreign-origin');
  });

  it('says not found for a path that cannot be, and names what is wrong elsewhere', async () => {
    const route = rig({ role: 'admin' }).handle(rename, async () => ({
      status: 200,
      body: { name: '' },
    }));
    expect(await code(await route(request({ name: 'b' }), params('abcd')))).toBe('404 not-found');
    const wrong = await route(request({ name: 1, x: 2 }), params('a'));
    expect(await wrong.json()).toMatchObject({
      code: 'invalid-input',
      errors: [
        { path: 'name', message: 'Invalid input: expected string, received number' },
        { path: '', message: 'Unrecognized key: "x"' },
      ],
    });
  });

  it('never answers what the contract does not describe', async () => {
    const { handle, errors } = rig({ role: 'admin' });
    const leaky = handle(rename, async () => ({ status: 200, body: { secret: 1 } as never }));
    expect(await code(await leaky(request({ name: 'b' }), params('a')))).toBe('500 internal');
    const odd = handle(rename, async () => ({ status: 201, body: { name: 'b' } }));
    expect(await code(await odd(request({ name: 'b' }), params('a')))).toBe('500 internal');
    expect(errors).toHaveLength(2);
  });

  it('gives bytes as they come where an endpoint takes them, whatever is said of them', async () => {
    const paint = endpoint({ ...rename, body: z.instanceof(Uint8Array), bodyTypes: ['image/png'] });
    const route = rig({ role: 'admin' }).handle(paint, async (_context, { body }) => ({
      status: 200,
      body: { name: [...body].join(' ') },
    }));
    const send = (body: Uint8Array<ArrayBuffer>) =>
      route(new Request(`${publicUrl}/api/v1/things/a`, { method: 'POST', body }), params('a'));
    expect(await (await send(new Uint8Array([0, 255, 128]))).json()).toEqual({ name: '0 255 128' });
    expect(await code(await send(new Uint8Array(256 * 1_024 + 1)))).toBe('413 payload-too-large');
  });

  it('drops what an answer has too much', async () => {
    const route = rig({ role: 'admin' }).handle(rename, async () => ({
      status: 200,
      body: { name: 'b', passwordHash: 'x' } as { name: string },
    }));
    expect(await (await route(request({ name: 'b' }), params('a'))).json()).toEqual({ name: 'b' });
  });

  it('logs no error of what is not our own fault', async () => {
    const { handle, errors, warnings } = rig({ role: 'admin' });
    const refusing = handle(rename, async () => {
      throw new FoyerError('gone', 'It has ended.');
    });
    expect(await code(await refusing(request({ name: 'b' }), params('a')))).toBe('410 gone');
    expect([errors, warnings]).toEqual([[], []]);
  });

  it.each([
    ['forbidden', '502 backend-refused'],
    ['timeout', '503 backend-unavailable'],
  ] as const)('logs what a calendar said where an answer does not: %s', async (said, answered) => {
    const { handle, errors, warnings } = rig({ role: 'admin' });
    const cause = new BackendError(said, 'the calendar said so');
    const failing = handle(rename, async () => {
      throw cause;
    });
    const response = await failing(request({ name: 'b' }), params('a'));
    expect(await response.clone().text()).not.toContain('said so');
    expect(await code(response)).toBe(answered);
    expect(warnings).toEqual([{ requestId: 'request-1', endpoint: 'rename', err: cause }]);
    expect(errors).toEqual([]);
  });
});
