import { randomUUID } from 'node:crypto';
import { defaultRoomPolicy, type RoomPolicy } from '../../room-attendant/room-policy';
import type { Mailbox, Place, World } from './world';

export interface PlaceDraft {
  readonly kind: Place['kind'];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly members: readonly string[];
  readonly isHidden?: boolean;
  readonly policy?: Partial<RoomPolicy>;
  readonly sharesDetails?: boolean;
}

/** Enters a place in the directory; a room gets a mailbox, under an address of its own if need be. */
export function createPlace(world: World, draft: PlaceDraft): Place {
  const id = randomUUID();
  const properties =
    draft.kind === 'room' ? roomProperties(draft.properties, id) : draft.properties;
  const place: Place = {
    kind: draft.kind,
    id,
    placeId: randomUUID(),
    properties,
    members: draft.members,
    isHidden: draft.isHidden ?? false,
  };
  world.places.set(place.placeId, place);
  if (draft.kind === 'room') {
    createMailbox(world, {
      address: String(properties.emailAddress),
      displayName: String(properties.displayName),
      room: { policy: { ...defaultRoomPolicy, ...draft.policy } },
      sharesDetails: draft.sharesDetails ?? false,
    });
  }
  return place;
}

export function createMailbox(
  world: World,
  draft: Pick<Mailbox, 'address' | 'displayName' | 'room' | 'sharesDetails'>,
): Mailbox {
  const key = draft.address.toLowerCase();
  if (world.mailboxes.has(key)) throw new Error(`${draft.address} exists already`);
  const mailbox = { ...draft, id: randomUUID(), scheduleFailure: null, events: new Map() };
  world.mailboxes.set(key, mailbox);
  return mailbox;
}

function roomProperties(given: PlaceDraft['properties'], id: string): PlaceDraft['properties'] {
  const name = String(given.displayName)
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
  return {
    emailAddress: `${name}${id.slice(0, 8)}@contoso.example`,
    bookingType: 'standard',
    isWheelChairAccessible: false,
    capacity: null,
    building: null,
    floorNumber: null,
    floorLabel: null,
    label: null,
    audioDeviceName: null,
    videoDeviceName: null,
    displayDeviceName: null,
    tags: [],
    ...given,
  };
}
