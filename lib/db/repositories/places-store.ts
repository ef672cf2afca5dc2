import type { Pool } from 'pg';
import { zoneId } from '@/lib/core/time/zone';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import { fromCursor, toCursor } from '@/lib/db/page-cursor';
import type { BuildingOverview, PageRequest, PlacesStore, RoomFilter } from '@/lib/db/ports';
import { prepared } from '@/lib/db/prepared';
import { roomSelection, toRoom } from '@/lib/db/repositories/room-rows';

interface BuildingRow {
  readonly id: string;
  readonly name: string;
  readonly address: string | null;
  readonly time_zone: string;
  readonly room_count: number;
  readonly floors: BuildingOverview['floors'];
}

export function createPlacesStore(pool: Pool): PlacesStore {
  return withDatabaseErrors<PlacesStore>({
    listBuildings: async (organisationId) => {
      const found = await pool.query<BuildingRow>(
        `SELECT b.id, b.name, b.address, b.time_zone,
                (SELECT count(*)::integer FROM rooms r WHERE r.building_id = b.id) AS room_count,
                coalesce((SELECT json_agg(json_build_object('id', f.id, 'name', f.name,
                    'level', f.level) ORDER BY f.level, f.name)
                  FROM floors f WHERE f.building_id = b.id), '[]') AS floors
           FROM buildings b WHERE b.organisation_id = $1 ORDER BY b.name, b.id`,
        [organisationId],
      );
      return found.rows.map(({ room_count, time_zone, ...row }) => ({
        ...row,
        timeZone: zoneId(time_zone),
        roomCount: room_count,
      }));
    },
    listFeatures: async (organisationId) => {
      const found = await pool.query<{ key: string; name: string }>(
        'SELECT key, name FROM features WHERE organisation_id = $1 ORDER BY name, key',
        [organisationId],
      );
      return found.rows;
    },
    findRooms: async (filter) => {
      const found = await pool.query(
        prepared(`${roomSelection} ${conditions} ${order}`, toValues(filter)),
      );
      return found.rows.map(toRoom);
    },
    pageRooms: (filter, page) => pageRooms(pool, filter, page),
  });
}

/** Parameter 9 and 10: the building's and the room's sort keys after which the page begins. */
const conditions = `
  WHERE r.organisation_id = $1
    AND ($2::text[] IS NULL OR r.id = ANY ($2))
    AND ($3::text IS NULL OR r.name ILIKE $3 OR b.name ILIKE $3)
    AND ($4::text IS NULL OR r.building_id = $4)
    AND ($5::text IS NULL OR f.name = $5)
    AND ($6::integer IS NULL OR r.capacity >= $6)
    AND ($7::text[] IS NULL OR $7 <@ ARRAY(SELECT key FROM room_features rf
          JOIN features ft ON ft.id = rf.feature_id WHERE rf.room_id = r.id))
    AND ($8::boolean IS NULL OR r.accessible = $8)`;
const order = 'ORDER BY b.name, r.name, r.id';

async function pageRooms(pool: Pool, filter: RoomFilter, page: PageRequest) {
  const after =
    page.cursor === null
      ? [null, null, null]
      : fromCursor(page.cursor, ['string', 'string', 'string']);
  const found = await pool.query(
    `${roomSelection} ${conditions}
       AND ($9::text IS NULL OR (b.name, r.name, r.id) > ($9, $10::text, $11::text))
     ${order} LIMIT $12`,
    [...toValues(filter), ...after, page.limit + 1],
  );
  const items = found.rows.slice(0, page.limit).map(toRoom);
  const last = items.at(-1);
  const more = found.rows.length > page.limit && last !== undefined;
  return { items, nextCursor: more ? toCursor([last.building.name, last.name, last.id]) : null };
}

function toValues(filter: RoomFilter): unknown[] {
  return [
    filter.organisationId,
    filter.roomIds ?? null,
    filter.text ? `%${filter.text.replace(/[\\%_]/g, '\\$&')}%` : null,
    filter.buildingId ?? null,
    filter.floor ?? null,
    filter.minCapacity ?? null,
    filter.features ?? null,
    filter.accessible ?? null,
  ];
}
