import * as z from 'zod/mini';
import { tellers } from '@/lib/core/invitations/teller';
import { backendKinds } from '@/lib/core/places/room';
import { endpoint } from '@/lib/http/contract/endpoint';
import {
  booleanQuery,
  commaSeparated,
  idSchema,
  listOf,
  pageQuery,
  text,
  wholeInQuery,
} from '@/lib/http/contract/fields';
import { policySchema } from '@/lib/http/contract/policy';

export const featureKeySchema = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be a feature key'));

export const buildingSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.nullable(z.string()),
  timeZone: z.string(),
  roomCount: z.int(),
  floors: z.array(z.object({ id: z.string(), name: z.string(), level: z.int() })),
});
export type BuildingAnswer = z.infer<typeof buildingSchema>;

/** `id` is the key by which rooms and filters name the feature. */
export const featureSchema = z.object({ id: z.string(), name: z.string() });

export const roomSchema = z.object({
  id: z.string(),
  name: z.string(),
  buildingId: z.string(),
  building: z.string(),
  floor: z.string(),
  floorLevel: z.int(),
  capacity: z.int(),
  features: z.array(z.string()),
  accessible: z.boolean(),
  timeZone: z.string(),
  photoUrl: z.nullable(z.string()),
  connectionId: z.string(),
  backend: z.enum(backendKinds),
  policy: policySchema,
});
export type RoomAnswer = z.infer<typeof roomSchema>;

export const roomDetailSchema = z.extend(roomSchema, {
  /** Who tells people that they are invited to a booking here; null while that is not known. */
  invitations: z.nullable(z.enum(tellers)),
  /** Whether its calendar system tells when people are taken; null while that is not known. */
  tellsOfPeople: z.nullable(z.boolean()),
});

/** What rooms may be narrowed by, in lists and in search. */
export const roomFilterFields = {
  q: z.optional(text(100)),
  buildingId: z.optional(idSchema),
  floor: z.optional(text(100)),
  minCapacity: z.optional(wholeInQuery(0, 100_000)),
  features: z.optional(commaSeparated(featureKeySchema, 50)),
  accessible: z.optional(booleanQuery),
};

const nothing = { params: z.object({}), query: z.object({}), body: z.undefined() };

export const listBuildings = endpoint({
  id: 'listBuildings',
  method: 'GET',
  path: '/api/v1/buildings',
  summary: 'Buildings and their floors',
  access: 'employee',
  ...nothing,
  answer: listOf(buildingSchema),
  statuses: [200],
});

export const listFeatures = endpoint({
  id: 'listFeatures',
  method: 'GET',
  path: '/api/v1/features',
  summary: 'Equipment that rooms may have',
  access: 'employee',
  ...nothing,
  answer: listOf(featureSchema),
  statuses: [200],
});

export const listRooms = endpoint({
  id: 'listRooms',
  method: 'GET',
  path: '/api/v1/rooms',
  summary: 'Rooms, by building and name',
  access: 'employee',
  params: z.object({}),
  query: z.object({ ...roomFilterFields, ...pageQuery(200, 1_000) }),
  body: z.undefined(),
  answer: listOf(roomSchema),
  statuses: [200],
});

export const getRoom = endpoint({
  id: 'getRoom',
  method: 'GET',
  path: '/api/v1/rooms/{id}',
  summary: 'One room',
  access: 'employee',
  params: z.object({ id: idSchema }),
  query: z.object({}),
  body: z.undefined(),
  answer: roomDetailSchema,
  statuses: [200],
});
