import * as z from 'zod';
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
  lastOkAt: instantOutput.nullable(),
  error: z.enum(backendErrorCodes).nullable(),
  roomCount: z.number().int(),
  etag: z.string(),
});
export type ConnectionAnswer = z.infer<typeof connectionSchema>;

export const connectionInput = z.strictObject({
  name: text(100, 1),
  kind: z.enum(backendKinds),
  options: z.record(z.string().max(100), z.json()).default({}),
});

/** A secret that is absent from `options` keeps its value; one that is null is removed. */
export const connectionChange = z.strictObject({
  name: text(100, 1).optional(),
  options: z.record(z.string().max(100), z.json()).optional(),
});

export const discoveredRoomSchema = z.object({
  name: z.string(),
  address: z.object({ email: z.string().optional(), calendarUrl: z.string().optional() }),
  capacity: z.number().int().nullable(),
  building: z.string().nullable(),
  floor: z.string().nullable(),
  accessible: z.boolean().nullable(),
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
  code: z.enum(backendErrorCodes).nullable(),
});
export type TrialLineAnswer = z.infer<typeof trialLine>;

export const trialSchema = z.object({
  room: z.object({ id: z.string(), name: z.string() }).nullable(),
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
      room: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
  /** What was shown by writing; null where nothing was written. */
  trial: z.array(trialLine).nullable(),
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
  body: z.strictObject({ write: z.boolean().default(false) }).optional(),
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
  answer: z.object({ trial: trialSchema.nullable() }),
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
  answer: listOf(discoveredRoomSchema).extend({
    /** Lists of the calendar system that it told only in part, by name. */
    cutLists: z.array(z.string()),
  }),
  statuses: [200],
});
