import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { RoomRef } from '@/lib/calendar/backend';

/** A local connection with the rows that its rooms hang on. */
export interface LocalPlace {
  readonly organisationId: string;
  readonly connectionId: string;
  addRoom(): Promise<RoomRef>;
}

/** Writes an organisation, a local connection and a building by plain SQL. */
export async function addLocalPlace(pool: Pool): Promise<LocalPlace> {
  const organisationId = randomUUID();
  const connectionId = randomUUID();
  const buildingId = randomUUID();
  const floorId = randomUUID();
  await pool.query('INSERT INTO organisations (id, name) VALUES ($1, $1)', [organisationId]);
  await pool.query(
    `INSERT INTO connections (id, organisation_id, name, kind, options)
     VALUES ($2, $1, $2, 'local', '{}')`,
    [organisationId, connectionId],
  );
  await pool.query(
    `INSERT INTO buildings (id, organisation_id, name, time_zone)
     VALUES ($2, $1, $2, 'Europe/Paris')`,
    [organisationId, buildingId],
  );
  await pool.query(
    `INSERT INTO floors (id, organisation_id, building_id, name, level)
     VALUES ($3, $1, $2, '0', 0)`,
    [organisationId, buildingId, floorId],
  );
  const addRoom = async (): Promise<RoomRef> => {
    const roomId = randomUUID();
    await pool.query(
      `INSERT INTO rooms (id, organisation_id, building_id, floor_id, connection_id, name,
                          capacity, time_zone)
       VALUES ($5, $1, $2, $3, $4, $5, 4, 'Europe/Paris')`,
      [organisationId, buildingId, floorId, connectionId, roomId],
    );
    return { roomId, address: {} };
  };
  return { organisationId, connectionId, addRoom };
}
