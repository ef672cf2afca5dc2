import * as z from 'zod';
import { crudEndpoints } from '@/lib/http/contract/crud';
import { emailSchema, idSchema, text, zoneSchema } from '@/lib/http/contract/fields';
import { featureKeySchema } from '@/lib/http/contract/places';
import { policyOverridesSchema } from '@/lib/http/contract/policy';

const buildingFields = {
  name: text(100, 1),
  address: text(300).nullable(),
  timeZone: zoneSchema,
  policy: policyOverridesSchema,
};

export const adminBuildingSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  timeZone: z.string(),
  policy: policyOverridesSchema,
});

export const adminBuildings = crudEndpoints({
  name: 'Building',
  path: '/api/v1/admin/buildings',
  noun: 'building',
  answer: adminBuildingSchema,
  input: z.strictObject({
    ...buildingFields,
    address: buildingFields.address.default(null),
    policy: buildingFields.policy.default({}),
  }),
  change: z.strictObject(buildingFields).partial(),
});

const floorFields = { name: text(100, 1), level: z.number().int().min(-50).max(300) };

export const adminFloors = crudEndpoints({
  name: 'Floor',
  path: '/api/v1/admin/floors',
  noun: 'floor',
  answer: z.object({
    id: z.string(),
    buildingId: z.string(),
    name: z.string(),
    level: z.number().int(),
  }),
  input: z.strictObject({ buildingId: idSchema, ...floorFields }),
  change: z.strictObject(floorFields).partial(),
});

export const adminFeatures = crudEndpoints({
  name: 'Feature',
  path: '/api/v1/admin/features',
  noun: 'feature',
  answer: z.object({ id: z.string(), key: z.string(), name: z.string() }),
  input: z.strictObject({ key: featureKeySchema, name: text(100, 1) }),
  change: z.strictObject({ name: text(100, 1) }).partial(),
});

const httpUrl = z.url({ protocol: /^https?$/ }).max(2_000);

/** An image that pages may show: on this site or over HTTPS. */
const photoUrl = z.union([z.string().regex(/^\/[\w./-]{1,500}$/), z.url({ protocol: /^https$/ })]);

const roomFields = {
  name: text(100, 1),
  buildingId: idSchema,
  /** The floor's name in that building; made when there is none yet. */
  floor: text(100, 1),
  capacity: z.number().int().min(1).max(100_000),
  features: z.array(featureKeySchema).max(50),
  accessible: z.boolean(),
  timeZone: zoneSchema,
  photoUrl: photoUrl.nullable(),
  connectionId: idSchema,
  address: z.strictObject({
    email: emailSchema.exactOptional(),
    calendarUrl: httpUrl.exactOptional(),
  }),
  policy: policyOverridesSchema,
};

export const adminRoomSchema = z.object({
  id: z.string(),
  name: z.string(),
  buildingId: z.string(),
  floor: z.string(),
  capacity: z.number().int(),
  features: z.array(z.string()),
  accessible: z.boolean(),
  timeZone: z.string(),
  photoUrl: z.string().nullable(),
  connectionId: z.string(),
  address: z.object({
    email: z.string().exactOptional(),
    calendarUrl: z.string().exactOptional(),
  }),
  policy: policyOverridesSchema,
});

export const adminRooms = crudEndpoints({
  name: 'Room',
  path: '/api/v1/admin/rooms',
  noun: 'room',
  answer: adminRoomSchema,
  input: z.strictObject({
    ...roomFields,
    features: roomFields.features.default([]),
    accessible: roomFields.accessible.default(false),
    /** Absent: the building's. */
    timeZone: roomFields.timeZone.optional(),
    photoUrl: roomFields.photoUrl.default(null),
    address: roomFields.address.default({}),
    policy: roomFields.policy.default({}),
  }),
  change: z.strictObject(roomFields).partial(),
});
