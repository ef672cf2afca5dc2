import * as z from 'zod/mini';
import type { Endpoint } from '@/lib/http/contract/endpoint';
import { endpoints } from '@/lib/http/contract/endpoints';
import { problemSchema } from '@/lib/http/contract/problem';

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1 of everything in the contract, made from the schemas that the server itself uses. */
export function describeApi(version: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Foyer',
      version,
      description:
        'Rooms, their availability and their bookings. Instants are RFC 3339, zones IANA names.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }],
    paths: describePaths(),
    components: {
      schemas: { Problem: toJsonSchema(problemSchema, 'output') },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A personal token.' },
        session: { type: 'apiKey', in: 'cookie', name: 'foyer.session' },
      },
    },
  };
}

function describePaths(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const endpoint of endpoints) {
    const path = paths[endpoint.path] ?? {};
    path[endpoint.method.toLowerCase()] = describeEndpoint(endpoint);
    paths[endpoint.path] = path;
  }
  return paths;
}

function describeEndpoint(endpoint: Endpoint): Json {
  const takesBody = !(endpoint.body instanceof z.ZodMiniUndefined);
  const anyone = endpoint.access === 'anyone';
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    description: anyone ? 'For anyone.' : `Needs the role ${endpoint.access}.`,
    ...(anyone ? { security: [] } : {}),
    parameters: [
      ...describeParameters(endpoint.params, 'path'),
      ...describeParameters(endpoint.query, 'query'),
      ...(headers[endpoint.id] ?? []),
    ],
    ...(takesBody
      ? {
          requestBody: {
            required: !endpoint.body.safeParse(undefined).success,
            content: describeBody(endpoint),
          },
        }
      : {}),
    responses: describeResponses(endpoint),
  };
}

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same body is the same booking.',
  schema: { type: 'string', maxLength: 200 },
};

const lastEventId: Json = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description: 'The id of the last event received: what came since is told first.',
  schema: { type: 'string' },
};

const headers: Readonly<Record<string, readonly Json[]>> = {
  createBooking: [idempotencyKey],
  streamChanges: [lastEventId],
};

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Made',
  202: 'Taken up; its end is not known yet',
  204: 'Done',
  503: 'The database is lost',
};

/** Bytes are described by their media type alone: OpenAPI 3.1, section 4.8.14.2. */
function describeBody({ body, bodyTypes }: Endpoint): Json {
  if (!bodyTypes) return contentOf(body, 'input');
  return Object.fromEntries(bodyTypes.map((type) => [type, { schema: {} }]));
}

function describeResponses({ statuses, answer, answerType }: Endpoint): Json {
  const successes = statuses.map((status) => [
    String(status),
    status === 204
      ? { description: reasons[status] }
      : { description: reasons[status], content: contentOf(answer, 'output', answerType) },
  ]);
  const problem = {
    description: 'A problem',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return { ...Object.fromEntries(successes), default: problem };
}

function describeParameters(schema: z.ZodMiniType, place: 'path' | 'query'): readonly Json[] {
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input') as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function contentOf(schema: z.ZodMiniType, io: 'input' | 'output', type = 'application/json'): Json {
  return { [type]: { schema: toJsonSchema(schema, io) } };
}

function toJsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
