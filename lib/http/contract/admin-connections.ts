import * as z from 'zod/mini';
import { backendErrorCodes } from '@/lib/calendar/errors';
import { backendKinds } from '@/lib/core/places/room';
import { trialOutcomes, trialSteps } from '@/lib/core/places/trial';
import { endpoint } from '@/lib/http/contract/endpoint';
import { idSchema, instantOutput, listOf, text } from '@/lib/http/contract/fields';

/** Options are the backend's own; secrets go in and never come out (`secretsSet` names them). */
export const connectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(backendKinds),
  options: z.record(z.string(), z.json()),
  secretsSet: z.array(z.string()),
  status: z.enum(['ok', 'failing', 'untried']),
  lastOkAt: z.nullable(instantOutput),
  error: z.nullable(z.enum(backendErrorCodes)),
  roomCount: z.int(),
  etag: z.string(),
});
export type ConnectionAnswer = z.infer<typeof connectionSchema>;

const optionsInput = z.record(z.string().check(z.maxLength(100)), z.json());

export const connectionInput = z.strictObject({
  name: text(100, 1),
  kind: z.enum(backendKinds),
  options: z._default(optionsInput, {}),
});

/** A secret that is absent from `options` keeps its value; one that is null is removed. */
export const connectionChange = z.strictObject({
  name: z.optional(text(100, 1)),
  options: z.optional(optionsInput),
});

export const discoveredRoomSchema = z.object({
  name: z.string(),
  address: z.object({ email: z.optional(z.string()), calendarUrl: z.optional(z.string()) }),
  capacity: z.nullable(z.int()),
  building: z.nullable(z.string()),
  floor: z.nullable(z.string()),
  accessible: z.nullable(z.boolean()),
  /** Devices and tags, in the calendar system's words. */
  equipment: z.array(z.string()),
});
export type DiscoveredRoomAnswer = z.infer<typeof discoveredRoomSchema>;

const base = '/api/v1/admin/connections';
const one = z.object({ id: idSchema });
const none = z.object({});

export const listConnections = endpoint({
  id: 'listConnections',
  method: 'GET',
  path: base,
  summary: 'Connections to calendar systems',
  access: 'admin',
  params: none,
  query: none,
  body: z.undefined(),
  answer: listOf(connectionSchema),
  statuses: [200],
});

export const createConnection = endpoint({
  id: 'createConnection',
  method: 'POST',
  path: base,
  summary: 'Connect a calendar system',
  access: 'admin',
  params: none,
  query: none,
  body: connectionInput,
  answer: connectionSchema,
  statuses: [201],
});

export const getConnection = endpoint({
  id: 'getConnection',
  method: 'GET',
  path: `${base}/{id}`,
  summary: 'One connection',
  access: 'admin',
  params: one,
  query: none,
  body: z.undefined(),
  answer: connectionSchema,
  statuses: [200],
});

export const updateConnection = endpoint({
  id: 'updateConnection',
  method: 'PATCH',
  path: `${base}/{id}`,
  summary: 'Change a connection',
  access: 'admin',
  params: one,
  query: none,
  body: connectionChange,
  answer: connectionSchema,
  statuses: [200],
});

export const deleteConnection = endpoint({
  id: 'deleteConnection',
  method: 'DELETE',
  path: `${base}/{id}`,
  summary: 'Remove a connection that no room uses',
  access: 'admin',
  params: one,
  query: none,
  body: z.undefined(),
  answer: z.undefined(),
  statuses: [204],
});

const trialLine = z.object({
  step: z.enum(trialSteps),
  outcome: z.enum(trialOutcomes),
  code: z.nullable(z.enum(backendErrorCodes)),
});
export type TrialLineAnswer = z.infer<typeof trialLine>;

export const trialSchema = z.object({
  room: z.nullable(z.object({ id: z.string(), name: z.string() })),
  endedAt: instantOutput,
  lines: z.array(trialLine),
});
export type TrialAnswer = z.infer<typeof trialSchema>;

export const testSchema = z.object({
  ok: z.boolean(),
  latencyMs: z.number(),
  capabilities: z.record(z.string(), z.json()),
  problems: z.array(
    z.object({
      /** What was tried: to open the connection, to read a room, to list the rooms, or of a trial. */
      step: z.enum(['open', 'read-room', 'list-rooms', ...trialSteps]),
      code: z.enum(backendErrorCodes),
      message: z.string(),
      room: z.nullable(z.object({ id: z.string(), name: z.string() })),
    }),
  ),
  /** What was shown by writing; null where nothing was written. */
  trial: z.nullable(z.array(trialLine)),
});
export type TestAnswer = z.infer<typeof testSchema>;

export const testConnection = endpoint({
  id: 'testConnection',
  method: 'POST',
  path: `${base}/{id}/test`,
  summary:
    'Try the connection now; with `write` an event is put into one of its rooms at night, looked ' +
    'for on every road, and taken out again',
  access: 'admin',
  params: one,
  query: none,
  body: z.optional(z.strictObject({ write: z._default(z.boolean(), false) })),
  answer: testSchema,
  statuses: [200],
});

export const getTrial = endpoint({
  id: 'getTrial',
  method: 'GET',
  path: `${base}/{id}/trial`,
  summary: 'What the last test that wrote has shown, and when',
  access: 'admin',
  params: one,
  query: none,
  body: z.undefined(),
  answer: z.object({ trial: z.nullable(trialSchema) }),
  statuses: [200],
});

export const discoverRooms = endpoint({
  id: 'discoverRooms',
  method: 'GET',
  path: `${base}/{id}/rooms`,
  summary: 'Rooms that the calendar system tells of',
  access: 'admin',
  params: one,
  query: none,
  body: z.undefined(),
  answer: z.extend(listOf(discoveredRoomSchema), {
    /** Lists of the calendar system that it told only in part, by name. */
    cutLists: z.array(z.string()),
  }),
  statuses: [200],
});
