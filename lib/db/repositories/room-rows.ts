import { z } from 'zod';
import { backendKinds, type Room } from '@/lib/core/places/room';
import { inheritPolicy } from '@/lib/core/policy/room-policy';
import { zoneId } from '@/lib/core/time/zone';
import { storedPolicy } from '@/lib/db/repositories/stored-policy';

/** Rooms with all that a booking needs to know of them; `toRoom` reads its rows. */
export const roomSelection = `
  SELECT r.id, r.organisation_id, r.name, r.capacity, r.accessible, r.time_zone, r.photo_url,
         r.email, r.calendar_url, r.policy, b.id AS building_id, b.name AS building_name,
         b.policy AS building_policy, o.policy AS organisation_policy,
         f.id AS floor_id, f.name AS floor_name, f.level AS floor_level,
         c.id AS connection_id, c.kind AS connection_kind, c.revision AS connection_revision,
         ARRAY(SELECT ft.key FROM room_features rf JOIN features ft ON ft.id = rf.feature_id
                WHERE rf.room_id = r.id ORDER BY ft.key) AS features
    FROM rooms r
    JOIN organisations o ON o.id = r.organisation_id
    JOIN buildings b ON b.id = r.building_id
    JOIN floors f ON f.id = r.floor_id
    JOIN connections c ON c.id = r.connection_id`;

const roomRow = z.object({
  id: z.string(),
  organisation_id: z.string(),
  name: z.string(),
  capacity: z.number(),
  accessible: z.boolean(),
  time_zone: z.string().transform(zoneId),
  photo_url: z.string().nullable(),
  email: z.string().nullable(),
  calendar_url: z.string().nullable(),
  policy: storedPolicy,
  building_id: z.string(),
  building_name: z.string(),
  building_policy: storedPolicy,
  organisation_policy: storedPolicy,
  floor_id: z.string(),
  floor_name: z.string(),
  floor_level: z.number(),
  connection_id: z.string(),
  connection_kind: z.enum(backendKinds),
  connection_revision: z.number(),
  features: z.array(z.string()),
});

export function toRoom(row: unknown): Room {
  const fields = roomRow.parse(row);
  return {
    id: fields.id,
    organisationId: fields.organisation_id,
    name: fields.name,
    building: { id: fields.building_id, name: fields.building_name },
    floor: { id: fields.floor_id, name: fields.floor_name, level: fields.floor_level },
    capacity: fields.capacity,
    features: fields.features,
    accessible: fields.accessible,
    timeZone: fields.time_zone,
    photoUrl: fields.photo_url,
    connection: {
      id: fields.connection_id,
      kind: fields.connection_kind,
      revision: fields.connection_revision,
    },
    address: {
      ...(fields.email === null ? {} : { email: fields.email }),
      ...(fields.calendar_url === null ? {} : { calendarUrl: fields.calendar_url }),
    },
    policy: inheritPolicy(fields.policy, fields.building_policy, fields.organisation_policy),
  };
}
