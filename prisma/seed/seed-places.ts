import type { Container } from '@/lib/container';
import type { Room } from '@/lib/core/places/room';
import { zoneId } from '@/lib/core/time/zone';
import {
  type DemoBuilding,
  demoAnnex,
  demoBuildings,
  demoFeatures,
  demoPeople,
  roomsWithSteps,
} from '@/prisma/seed/demo-places';

/** People, connections, buildings and rooms of the demo; returns the rooms that can be booked. */
export async function seedPlaces(foyer: Container): Promise<readonly Room[]> {
  const { organisationId, places } = foyer;
  if ((await places.listBuildings(organisationId)).length === 0) await addAll(foyer);
  const rooms = await places.findRooms({ organisationId });
  return rooms.filter((room) => room.connection.kind === 'local');
}

async function addAll(foyer: Container): Promise<void> {
  const { organisationId, connections, admin, people } = foyer;
  for (const person of demoPeople) await people.ensurePerson(person);
  for (const [key, name] of demoFeatures)
    await admin.features.create(organisationId, { key, name });
  const own = await connections.create(organisationId, {
    name: 'Foyer’s own calendar',
    kind: 'local',
    options: {},
    secrets: {},
  });
  const down = await connections.create(organisationId, {
    name: 'Annex (out of reach)',
    kind: 'mock',
    options: { faults: { all: 'unavailable' } },
    secrets: {},
  });
  for (const building of demoBuildings) await addBuilding(foyer, building, own.id);
  await addBuilding(foyer, demoAnnex, down.id);
}

async function addBuilding(
  { organisationId, admin }: Container,
  { name, address, timeZone: zoneName, floors }: DemoBuilding,
  connectionId: string,
): Promise<void> {
  const timeZone = zoneId(zoneName);
  const building = await admin.buildings.create(organisationId, {
    name,
    address,
    timeZone,
    policy: {},
  });
  for (const floor of floors) {
    for (const [roomName, capacity, ...features] of floor.rooms) {
      await admin.rooms.create(organisationId, {
        name: roomName,
        buildingId: building.id,
        floor: floor.name,
        capacity,
        features,
        accessible: !roomsWithSteps.has(roomName),
        timeZone,
        photoUrl: null,
        connectionId,
        address: {},
        policy: capacity >= 20 ? { minNoticeMinutes: 60, maxDurationMinutes: 480 } : {},
      });
    }
  }
}
