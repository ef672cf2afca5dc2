import { sendForAnswer } from '@/lib/http/client/send';
import type { DiscoveredRoomAnswer } from '@/lib/http/contract/admin-connections';
import { adminBuildings, adminRooms } from '@/lib/http/contract/admin-places';

/** A room that was chosen, with what the administrator said of it. */
export interface ChosenRoom {
  readonly room: DiscoveredRoomAnswer;
  readonly capacity: number;
  readonly floor: string;
}

export type BuildingChoice =
  | { readonly id: string }
  | { readonly name: string; readonly timeZone: string };

export interface TakenRooms {
  readonly taken: number;
  readonly failed: readonly { readonly name: string; readonly error: unknown }[];
}

/** Makes the building where there is none yet. @throws RequestFailure */
export async function ensureBuilding(choice: BuildingChoice): Promise<string> {
  if ('id' in choice) return choice.id;
  return (await sendForAnswer(adminBuildings.create, { body: choice })).id;
}

/** Takes rooms in one after the other; one that is refused keeps none of the others out. */
export async function takeRooms(
  connectionId: string,
  buildingId: string,
  chosen: readonly ChosenRoom[],
): Promise<TakenRooms> {
  const failed: { name: string; error: unknown }[] = [];
  for (const { room, capacity, floor } of chosen) {
    const { name, address, accessible } = room;
    const body = {
      ...{ name, buildingId, floor, capacity, connectionId, address },
      accessible: accessible ?? false,
    };
    try {
      await sendForAnswer(adminRooms.create, { body });
    } catch (error) {
      failed.push({ name, error });
    }
  }
  return { taken: chosen.length - failed.length, failed };
}
