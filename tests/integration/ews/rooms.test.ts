import { afterAll, beforeAll, expect, test } from 'vitest';
import { callWithin, connect, service } from '@/tests/integration/ews/connection';
import { type EwsSimulator, startEwsSimulator } from '@/tests/simulators/ews/start-ews';

let simulator: EwsSimulator;

beforeAll(async () => {
  simulator = await startEwsSimulator();
  simulator.addMailbox({ ...service, mayImpersonate: true });
});
afterAll(() => simulator.stop());

function addList(name: string, rooms: readonly string[]): void {
  for (const email of rooms) simulator.addMailbox({ email, kind: 'room', name: `Room ${email}` });
  simulator.addRoomList({ email: `${name.toLowerCase()}@example.org`, name, rooms: [...rooms] });
}

test('rooms beyond the hundredth of a list are not passed over in silence', async () => {
  const rooms = Array.from({ length: 230 }, (_, index) => `room-${index}@example.org`);
  addList('North', rooms.slice(0, 99));
  addList('South', rooms.slice(99, 230));
  addList('Annex', rooms.slice(199, 230));
  const backend = connect(simulator);
  const listing = await backend.admin.doListRooms(callWithin());
  // The South ends at its hundredth room; the Annex names the others, which makes them whole again.
  expect(new Set(listing.rooms.map(({ address }) => address.email))).toEqual(new Set(rooms));
  expect(listing.rooms).toHaveLength(rooms.length);
  expect(listing.cutLists).toEqual(['South']);
  await backend.close();
});
