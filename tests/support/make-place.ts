import { z } from 'zod';
import type { BackendKind, RoomAddress } from '@/lib/core/places/room';
import type { App } from '@/tests/support/app';

/** A building with rooms on one connection, made through the admin API. */
export interface Place {
  readonly connectionId: string;
  readonly buildingId: string;
  readonly roomIds: readonly string[];
}

export interface PlacePlan {
  readonly name: string;
  readonly kind: BackendKind;
  readonly options?: Readonly<Record<string, unknown>>;
  /** One room for each. */
  readonly addresses: readonly RoomAddress[];
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly timeZone?: string;
  /** Where the rooms are; a building of that name is made when there is none. */
  readonly buildingId?: string;
}

const made = z.object({ id: z.string() });

/** What an administrator does to bring rooms into Foyer. */
export async function makePlace(app: App, token: string, plan: PlacePlan): Promise<Place> {
  const { name, kind, options = {}, policy = {}, timeZone = 'Europe/Paris' } = plan;
  const make = async (what: string, json: unknown): Promise<string> => {
    const response = await app.api(`/api/v1/admin/${what}`, { token, json });
    const text = await response.text();
    if (response.status !== 201) throw new Error(`${what} answered ${response.status}: ${text}`);
    return made.parse(JSON.parse(text)).id;
  };
  const connectionId = await make('connections', { name, kind, options });
  const buildingId = plan.buildingId ?? (await make('buildings', { name, timeZone }));
  const roomIds: string[] = [];
  for (const [index, address] of plan.addresses.entries()) {
    const room = { name: `${name} ${index + 1}`, floor: 'Ground', capacity: 8, policy, address };
    roomIds.push(await make('rooms', { ...room, buildingId, connectionId }));
  }
  return { connectionId, buildingId, roomIds };
}
