import * as z from 'zod/mini';
import { crudEndpoints } from '@/lib/http/contract/crud';
import { emailSchema, idSchema, text, whole, zoneSchema } from '@/lib/http/contract/fields';
import { featureKeySchema } from '@/lib/http/contract/places';
import { policyOverridesSchema } from '@/lib/http/contract/policy';

const buildingFields = {
  name: text(100, 1),
  address: z.nullable(text(300)),
  timeZone: zoneSchema,
  policy: policyOverridesSchema,
};

export const adminBuildingSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.nullable(z.string()),
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
    address: z._default(buildingFields.address, null),
    policy: z._default(buildingFields.policy, {}),
  }),
  change: z.partial(z.strictObject(buildingFields)),
});

const floorFields = { name: text(100, 1), level: whole(-50, 300) };

export const adminFloors = crudEndpoints({
  name: 'Floor',
  path: '/api/v1/admin/floors',
  noun: 'floor',
  answer: z.object({
    id: z.string(),
    buildingId: z.string(),
    name: z.string(),
    level: z.int(),
  }),
  input: z.strictObject({ buildingId: idSchema, ...floorFields }),
  change: z.partial(z.strictObject(floorFields)),
});

export const adminFeatures = crudEndpoints({
  name: 'Feature',
  path: '/api/v1/admin/features',
  noun: 'feature',
  answer: z.object({ id: z.string(), key: z.string(), name: z.string() }),
  input: z.strictObject({ key: featureKeySchema, name: text(100, 1) }),
  change: z.partial(z.strictObject({ name: text(100, 1) })),
});

const httpUrl = z.url({ protocol: /^https?$/ }).check(z.maxLength(2_000));

/** An image that pages may show: on this site or over HTTPS. */
const photoUrl = z.union([
  z.string().check(z.regex(/^\/[\w./-]{1,500}$/)),
  z.url({ protocol: /^https$/ }),
]);

const roomFields = {
  name: text(100, 1),
  buildingId: idSchema,
  /** The floor's name in that building; made when there is none yet. */
  floor: text(100, 1),
  capacity: whole(1, 100_000),
  features: z.array(featureKeySchema).check(z.maxLength(50)),
  accessible: z.boolean(),
  timeZone: zoneSchema,
  photoUrl: z.nullable(photoUrl),
  connectionId: idSchema,
  address: z.strictObject({
    email: z.exactOptional(emailSchema),
    calendarUrl: z.exactOptional(httpUrl),
  }),
  policy: policyOverridesSchema,
};

export const adminRoomSchema = z.object({
  id: z.string(),
  name: z.string(),
  buildingId: z.string(),
  floor: z.string(),
  capacity: z.int(),
  features: z.array(z.string()),
  accessible: z.boolean(),
  timeZone: z.string(),
  photoUrl: z.nullable(z.string()),
  connectionId: z.string(),
  address: z.object({
    email: z.exactOptional(z.string()),
    calendarUrl: z.exactOptional(z.string()),
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
    features: z._default(roomFields.features, []),
    accessible: z._default(roomFields.accessible, false),
    /** Absent: the building's. */
    timeZone: z.optional(roomFields.timeZone),
    photoUrl: z._default(roomFields.photoUrl, null),
    address: z._default(roomFields.address, {}),
    policy: z._default(roomFields.policy, {}),
  }),
  change: z.partial(z.strictObject(roomFields)),
});
