import type { Pool } from 'pg';
import type { Room } from '@/lib/core/places/room';
import type { RoomPolicy } from '@/lib/core/policy/room-policy';
import { ensureOrganisation } from '@/lib/db/repositories/ensure-organisation';
import { createPlacesStore } from '@/lib/db/repositories/places-store';

/** Rooms of these ids on one connection: two installations on one calendar have the same. */
export async function addPlaces(
  pool: Pool,
  roomIds: readonly string[],
  policy: Partial<RoomPolicy>,
): Promise<{ readonly organisationId: string; readonly rooms: readonly Room[] }> {
  const organisationId = await ensureOrganisation(pool);
  await pool.query(
    `INSERT INTO connections (id, organisation_id, name, kind, options)
     VALUES ('connection', $1, 'Calendar', 'mock', '{}')`,
    [organisationId],
  );
  await pool.query(
    `INSERT INTO buildings (id, organisation_id, name, time_zone)
     VALUES ('building', $1, 'House', 'Europe/Paris')`,
    [organisationId],
  );
  await pool.query(
    `INSERT INTO floors (id, organisation_id, building_id, name, level)
     VALUES ('floor', $1, 'building', 'Ground', 0)`,
    [organisationId],
  );
  for (const roomId of roomIds) {
    await pool.query(
      `INSERT INTO rooms (id, organisation_id, building_id, floor_id, connection_id, name,
           capacity, time_zone, policy)
       VALUES ($1, $2, 'building', 'floor', 'connection', $1, 8, 'Europe/Paris', $3)`,
      [roomId, organisationId, JSON.stringify(policy)],
    );
  }
  const rooms = await createPlacesStore(pool).findRooms({ organisationId, roomIds });
  return { organisationId, rooms };
}

/** Forgets everything, quicker than a new database comes. */
export async function removePlaces(pool: Pool): Promise<void> {
  const places = ['rooms', 'floors', 'buildings', 'connections'];
  for (const table of ['idempotency_keys', 'bookings', ...places, 'people', 'organisations']) {
    await pool.query(`DELETE FROM ${table}`);
  }
}
