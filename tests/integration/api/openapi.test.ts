import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { imageTypes } from '@/lib/core/appearance/image';
import { endpoints } from '@/lib/http/contract/endpoints';
import { bookingBody, hourTomorrow } from '@/tests/integration/api/support';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';
import { makePlace, type Place } from '@/tests/support/make-place';

const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema }));
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z]\w+$/),
  summary: z.string().min(5),
  description: z.string(),
  security: z.array(z.object({})).max(0).optional(),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      description: z.string().optional(),
      schema,
    }),
  ),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(
    z.string().regex(/^([1-5]\d\d|default)$/),
    z.strictObject({ description: z.string().min(1), content: content.optional() }),
  ),
});
/** OpenAPI 3.1, as far as this description goes. */
const description = z.object({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.object({
    title: z.string(),
    version: z.string(),
    license: z.object({ name: z.string() }),
  }),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), operation),
  ),
  components: z.object({ schemas: z.record(z.string(), schema), securitySchemes: z.object({}) }),
});
type Description = z.infer<typeof description>;

let app: App;
let admin: string;
let place: Place;
let described: Description;

beforeAll(async () => {
  app = await startApp();
  admin = await app.token('admin@example.org', 'admin');
  place = await makePlace(app, admin, { name: 'House', kind: 'local', addresses: [{}, {}] });
  described = description.parse(await (await app.api('/api/v1/openapi.json')).json());
}, appStartTimeoutMs);
afterAll(() => app?.stop());

function operations() {
  return Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, found]) => ({ path, method, operation: found })),
  );
}

describe('the description of the API', () => {
  it('has every endpoint of the contract and no other', () => {
    const told = operations().map(({ path, method }) => `${method} ${path}`);
    const wanted = endpoints.map(({ path, method }) => `${method.toLowerCase()} ${path}`);
    expect(told.sort()).toEqual(wanted.sort());
    const ids = operations().map(({ operation: { operationId } }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names exactly the parameters that each path has, and a problem for every failure', () => {
    for (const {
      path,
      operation: { parameters, responses },
    } of operations()) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      const braces = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(inPath.map(({ name }) => name)).toEqual(braces);
      expect(inPath.every(({ required }) => required)).toBe(true);
      expect(responses.default?.content).toHaveProperty('application/problem+json');
      expect(Object.keys(responses).length).toBeGreaterThan(1);
    }
  });

  it('refers to nothing that it does not hold', () => {
    const text = JSON.stringify(described);
    for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
      expect(described.components.schemas).toHaveProperty(name);
    }
    expect(text).not.toMatch(/"\$ref":"(?!#\/(components|\$defs|properties)\/)/);
  });

  it('names the media types of what is not JSON', () => {
    const put = described.paths['/api/v1/admin/appearance/logo']?.put;
    expect(Object.keys(put?.requestBody?.content ?? {})).toEqual([...imageTypes]);
    const get = described.paths['/api/v1/logo/{version}']?.get;
    expect(Object.keys(get?.responses['200']?.content ?? {})).toEqual(['image/*']);
  });

  it('describes the answers that are given', async () => {
    const { start, end } = hourTomorrow(0);
    const made = await app.api('/api/v1/bookings', {
      token: admin,
      json: bookingBody(place.roomIds[0] ?? '', 0, { attendees: [{ email: 'bob@example.org' }] }),
    });
    await check('/api/v1/bookings', made, 'post');
    const asked: readonly (readonly [string, string])[] = [
      ['/api/v1/health', '/api/v1/health'],
      ['/api/v1/me', '/api/v1/me'],
      ['/api/v1/buildings', '/api/v1/buildings'],
      ['/api/v1/features', '/api/v1/features'],
      ['/api/v1/rooms', '/api/v1/rooms'],
      ['/api/v1/rooms/{id}', `/api/v1/rooms/${place.roomIds[0]}`],
      [
        '/api/v1/availability',
        `/api/v1/availability?buildingId=${place.buildingId}&start=${start}&end=${end}`,
      ],
      ['/api/v1/search', `/api/v1/search?start=${start}&end=${end}`],
      ['/api/v1/bookings', '/api/v1/bookings'],
      ['/api/v1/admin/connections', '/api/v1/admin/connections'],
      ['/api/v1/admin/buildings', '/api/v1/admin/buildings'],
      ['/api/v1/admin/floors', '/api/v1/admin/floors'],
      ['/api/v1/admin/features', '/api/v1/admin/features'],
      ['/api/v1/admin/rooms', '/api/v1/admin/rooms'],
      ['/api/v1/admin/rooms/{id}', `/api/v1/admin/rooms/${place.roomIds[1]}`],
      ['/api/v1/admin/appearance', '/api/v1/admin/appearance'],
    ];
    for (const [path, address] of asked) {
      await check(path, await app.api(address, { token: admin }), 'get');
    }
    await check('/api/v1/rooms', await app.api('/api/v1/rooms'), 'get');
  });

  /** The answer against the schema that the description gives for its status. */
  async function check(path: string, response: Response, method: 'get' | 'post'): Promise<void> {
    const { responses = {} } = described.paths[path]?.[method] ?? {};
    const told = responses[String(response.status)] ?? responses.default;
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    const { $ref, ...inline } = told?.content?.[type]?.schema ?? {};
    const name =
      String($ref ?? '')
        .split('/')
        .at(-1) ?? '';
    const wanted = $ref === undefined ? inline : described.components.schemas[name];
    expect(wanted, `${method} ${path} ${response.status} ${type}`).toBeDefined();
    const parsed = z.fromJSONSchema(wanted ?? {}).safeParse(await response.json());
    expect(parsed.error?.issues ?? [], `${method} ${path}`).toEqual([]);
  }
});
