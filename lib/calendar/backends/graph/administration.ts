import { z } from 'zod';
import type {
  BackendAdmin,
  CallContext,
  DiscoveredRoom,
  ProvisionRequest,
  RoomListing,
} from '@/lib/calendar/backend';
import type { GraphRequest, JsonObject } from '@/lib/calendar/backends/graph/client';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import { badAnswer, type GraphOperation } from '@/lib/calendar/backends/graph/native-errors';
import { readAllPages } from '@/lib/calendar/backends/graph/read-pages';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import type { RoomAddress } from '@/lib/core/places/room';

const text = z.string().nullish();
const place = z.looseObject({
  id: text,
  displayName: text,
  emailAddress: text,
  capacity: z.number().nullish(),
  building: text,
  floorNumber: z.number().nullish(),
  floorLabel: text,
  isWheelChairAccessible: z.boolean().nullish(),
  audioDeviceName: text,
  videoDeviceName: text,
  displayDeviceName: text,
  tags: z.array(z.string()).nullish(),
});
type Place = z.output<typeof place>;

const listing: GraphOperation = { name: 'list places', writes: false, missing: 'room-not-found' };
const creating: GraphOperation = { name: 'create place', writes: true, missing: 'invalid-request' };

/** Finding and making rooms; the rest of their life is told in Exchange's own language. */
export function createAdministration(parts: GraphParts): BackendAdmin {
  return {
    doListRooms: (ctx) => listRooms(parts, ctx),
    doCreateCalendar: async () =>
      unsupported('a room has its one calendar; make the room: New-Mailbox -Room -Name "<name>"'),
    doDeleteCalendar: async (address) =>
      unsupported(`a calendar goes with its mailbox: ${removal(address)}`),
    doProvisionRoom: (request, ctx) => provisionRoom(parts, request, ctx),
    doDeleteRoom: async (address) =>
      unsupported(`Graph removes no mailbox; in Exchange Online PowerShell: ${removal(address)}`),
  };
}

/**
 * Every room that the tenant shows, with the building of the room list that it is in where the room
 * itself names none. New rooms have taken up to two days to appear.
 */
async function listRooms(parts: GraphParts, ctx: CallContext): Promise<RoomListing> {
  const [rooms, buildings] = await Promise.all([
    readPlaces(parts, '/places/microsoft.graph.room', ctx),
    buildingsByRoom(parts, ctx),
  ]);
  const told = rooms.flatMap((room) => {
    const email = room.emailAddress?.trim() ?? '';
    return email === '' ? [] : [toRoom(room, email, buildings.get(email.toLowerCase()) ?? null)];
  });
  return { rooms: told, cutLists: [] };
}

async function buildingsByRoom(
  parts: GraphParts,
  ctx: CallContext,
): Promise<ReadonlyMap<string, string>> {
  const lists = await readPlaces(parts, '/places/microsoft.graph.roomList', ctx);
  const members = await Promise.all(
    lists.map(async (list) => {
      const name = encodeURIComponent(list.emailAddress ?? list.id ?? '');
      const rooms = await readPlaces(parts, `/places/${name}/microsoft.graph.roomList/rooms`, ctx);
      return rooms.map((room) => [(room.emailAddress ?? '').toLowerCase(), list.displayName ?? '']);
    }),
  );
  return new Map(members.flat().map(([email = '', building = '']) => [email, building]));
}

async function readPlaces(
  { client }: GraphParts,
  path: string,
  ctx: CallContext,
): Promise<readonly Place[]> {
  const query = { $top: '100' };
  const request: GraphRequest = { operation: listing, method: 'GET', path, mailbox: null, query };
  const items = await readAllPages(client, request, ctx);
  return items.map((item) => readPlace(item, listing));
}

function readPlace(value: unknown, operation: GraphOperation): Place {
  const parsed = place.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badAnswer(operation, 'a place cannot be read');
}

function toRoom(room: Place, email: string, listed: string | null): DiscoveredRoom {
  const { displayName, capacity, building, floorLabel, floorNumber } = room;
  return {
    name: displayName || email,
    address: { email },
    capacity: capacity ?? null,
    building: building || listed || null,
    floor:
      floorLabel ||
      (floorNumber === null || floorNumber === undefined ? null : String(floorNumber)),
    accessible: room.isWheelChairAccessible ?? null,
    equipment: equipmentOf(room),
  };
}

function equipmentOf({
  audioDeviceName,
  videoDeviceName,
  displayDeviceName,
  tags,
}: Place): readonly string[] {
  const named = [audioDeviceName, videoDeviceName, displayDeviceName, ...(tags ?? [])];
  return [...new Set(named.flatMap((name) => name?.trim() || []))];
}

/**
 * Makes a room mailbox by `POST /places`, which needs Place.ReadWrite.All. How it treats invitations
 * is set in PowerShell; see docs/connect-microsoft-365.md.
 */
async function provisionRoom(
  { client }: GraphParts,
  { name, address }: ProvisionRequest,
  ctx: CallContext,
): Promise<RoomAddress> {
  if (address.email !== undefined)
    unsupported(
      `Graph chooses the address of a new room; to choose it: New-Mailbox -Room -Name "<name>" -PrimarySmtpAddress "${address.email}"`,
    );
  const body: JsonObject = {
    '@odata.type': 'microsoft.graph.room',
    displayName: name,
    bookingType: 'standard',
  };
  const request: GraphRequest = {
    operation: creating,
    method: 'POST',
    path: '/places',
    mailbox: null,
    body,
  };
  const { emailAddress } = readPlace(await client.json(request, ctx), creating);
  if (!emailAddress) throw badAnswer(creating, 'the new room has no address');
  return { email: emailAddress };
}

function removal({ email }: RoomAddress): string {
  return `Remove-Mailbox -Identity "${email ?? '<address>'}"`;
}
