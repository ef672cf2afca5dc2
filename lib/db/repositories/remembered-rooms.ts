import type { Pool } from 'pg';
import { groupBy } from '@/lib/core/group-by';
import type { Room } from '@/lib/core/places/room';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { PlacesStore, RoomFilter } from '@/lib/db/ports';

/** Above this an organisation's rooms are asked of the database each time. */
const mostRooms = 20_000;

interface Remembered {
  readonly revision: string;
  /** Null: too many to remember. */
  readonly rooms: Promise<RoomIndex | null>;
}

interface RoomIndex {
  readonly list: readonly Room[];
  readonly placeById: ReadonlyMap<string, number>;
  readonly byBuilding: ReadonlyMap<string, readonly Room[]>;
}

/**
 * The same store; rooms are kept for as long as the revision of the organisation's places, which
 * each question reads, is the same. So the answer is never older than the question.
 */
export function rememberRooms(pool: Pool, places: PlacesStore): PlacesStore {
  const remembered = new Map<string, Remembered>();

  const recall = async (organisationId: string): Promise<RoomIndex | null> => {
    const revision = await readRevision(pool, organisationId);
    const known = remembered.get(organisationId);
    if (known?.revision === revision) return known.rooms;
    const rooms = load(pool, places, organisationId);
    remembered.set(organisationId, { revision, rooms });
    rooms.catch(() => {
      if (remembered.get(organisationId)?.rooms === rooms) remembered.delete(organisationId);
    });
    return rooms;
  };
  return withDatabaseErrors<PlacesStore>({
    listBuildings: (organisationId) => places.listBuildings(organisationId),
    listFeatures: (organisationId) => places.listFeatures(organisationId),
    pageRooms: (filter, page) => places.pageRooms(filter, page),
    findRooms: async (filter) => {
      // How PostgreSQL compares texts without regard to case is not to be imitated.
      const index = filter.text ? null : await recall(filter.organisationId);
      return index ? select(index, filter) : places.findRooms(filter);
    },
  });
}

async function readRevision(pool: Pool, organisationId: string): Promise<string> {
  const found = await pool.query<{ changed_by: string }>({
    name: 'places-revision',
    text: 'SELECT changed_by::text FROM places_revisions WHERE organisation_id = $1',
    values: [organisationId],
  });
  return found.rows[0]?.changed_by ?? 'none';
}

/** Read after the revision: what changes in between is read again with the next question. */
async function load(
  pool: Pool,
  places: PlacesStore,
  organisationId: string,
): Promise<RoomIndex | null> {
  const counted = await pool.query<{ rooms: number }>(
    'SELECT count(*)::integer AS rooms FROM rooms WHERE organisation_id = $1',
    [organisationId],
  );
  if ((counted.rows[0]?.rooms ?? 0) > mostRooms) return null;
  const list = await places.findRooms({ organisationId });
  return {
    list,
    placeById: new Map(list.map((room, place) => [room.id, place])),
    byBuilding: groupBy(list, ({ building }) => building.id),
  };
}

/** What is asked of a building costs as much as that building has rooms. */
function select(index: RoomIndex, filter: RoomFilter): readonly Room[] {
  const { list, placeById, byBuilding } = index;
  const { roomIds, buildingId } = filter;
  if (roomIds === undefined) {
    const inQuestion = buildingId === undefined ? list : (byBuilding.get(buildingId) ?? []);
    return inQuestion.filter((room) => matches(room, filter));
  }
  const places = new Set(roomIds.flatMap((id) => placeById.get(id) ?? []));
  return [...places]
    .sort((a, b) => a - b)
    .flatMap((place) => list[place] ?? [])
    .filter((room) => matches(room, filter));
}

/** The same conditions as the statement of the places store; a test compares the two. */
function matches(room: Room, filter: RoomFilter): boolean {
  const { buildingId, floor, minCapacity, features, accessible } = filter;
  return (
    (buildingId === undefined || room.building.id === buildingId) &&
    (floor === undefined || room.floor.name === floor) &&
    (minCapacity === undefined || room.capacity >= minCapacity) &&
    (accessible === undefined || room.accessible === accessible) &&
    (features?.every((key) => room.features.includes(key)) ?? true)
  );
}
