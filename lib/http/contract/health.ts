import * as z from 'zod/mini';
import { backendErrorCodes } from '@/lib/calendar/errors';
import { backendKinds } from '@/lib/core/places/room';
import { endpoint } from '@/lib/http/contract/endpoint';
import { instantOutput } from '@/lib/http/contract/fields';

/** Without a sign-in, only status, version and database are told. */
export const healthSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  database: z.enum(['ok', 'lost']),
  connections: z.optional(
    z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(backendKinds),
        status: z.enum(['ok', 'failing', 'untried']),
        lastOkAt: z.nullable(instantOutput),
        error: z.optional(z.enum(backendErrorCodes)),
      }),
    ),
  ),
});

export const getHealth = endpoint({
  id: 'getHealth',
  method: 'GET',
  path: '/api/v1/health',
  summary: 'Whether this process and what it stands on are well; 503 without the database',
  access: 'anyone',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  answer: healthSchema,
  statuses: [200, 503],
});
