import type {
  BackendAdmin,
  CallContext,
  DiscoveredRoom,
  ProvisionRequest,
} from '@/lib/calendar/backend';
import type { EwsClient } from '@/lib/calendar/backends/ews/client';
import { fromMailbox } from '@/lib/calendar/backends/ews/from-calendar-item';
import { type EwsOperation, isRefusal } from '@/lib/calendar/backends/ews/native-errors';
import { succeeded } from '@/lib/calendar/backends/ews/soap';
import { messageAt, typeAt } from '@/lib/calendar/backends/ews/xml';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import type { RoomAddress } from '@/lib/core/places/room';

const getRoomLists: EwsOperation = { name: 'GetRoomLists', writes: false };
const getRooms: EwsOperation = { name: 'GetRooms', writes: false };

/** Entries of one answer; Exchange leaves out what is beyond them and does not say so. */
const mostTold = 100;

/**
 * Rooms by their room lists: each list tells 100 rooms at most, so a large building has several. A list
 * that tells exactly as many may have more, which is said.
 * Mailboxes themselves are made in PowerShell; what to type there is the answer.
 */
export function createAdministration(client: EwsClient): BackendAdmin {
  return {
    async doListRooms(ctx) {
      const envelope = await client.library.roomLists();
      const answer = await client.ask({ operation: getRoomLists, envelope, anchor: null }, ctx);
      const addresses = messageAt(succeeded(answer, getRoomLists), 'RoomLists')?.children ?? [];
      const lists = addresses.flatMap((address) => fromMailbox(address) ?? []);
      const listed = await Promise.all(lists.map((list) => roomsIn(client, list, ctx)));
      return {
        rooms: unique(listed.flat()),
        cutLists: [
          ...(lists.length >= mostTold ? ['GetRoomLists'] : []),
          ...lists.filter((_, index) => isCut(listed[index])).map(nameOf),
        ],
      };
    },
    async doCreateCalendar(request) {
      return unsupported(newRoom(request));
    },
    async doProvisionRoom(request) {
      return unsupported(newRoom(request));
    },
    async doDeleteCalendar(address) {
      return unsupported(oldRoom(address));
    },
    async doDeleteRoom(address) {
      return unsupported(oldRoom(address));
    },
  };
}

interface RoomList {
  readonly email: string;
  readonly name?: string;
}

const nameOf = ({ name, email }: RoomList): string => name ?? email;
const isCut = (rooms: readonly DiscoveredRoom[] = []): boolean => rooms.length >= mostTold;

async function roomsIn(
  client: EwsClient,
  list: RoomList,
  ctx: CallContext,
): Promise<readonly DiscoveredRoom[]> {
  const envelope = await client.library.rooms(list.email);
  const answer = await client.ask({ operation: getRooms, envelope, anchor: null }, ctx);
  try {
    const rooms = messageAt(succeeded(answer, getRooms), 'Rooms')?.children ?? [];
    return rooms.flatMap((room) => {
      const id = fromMailbox(typeAt(room, 'Id'));
      if (!id) return [];
      return [
        {
          name: nameOf(id),
          address: { email: id.email.toLowerCase() },
          capacity: null,
          building: nameOf(list),
          floor: null,
          accessible: null,
          equipment: [],
        },
      ];
    });
  } catch (error) {
    // How Exchange says that a list has no rooms.
    if (isRefusal(error, 'ErrorNameResolutionNoResults')) return [];
    throw error;
  }
}

/** A room of several lists counts as one of the first. */
function unique(rooms: readonly DiscoveredRoom[]): readonly DiscoveredRoom[] {
  const seen = new Set<string | undefined>();
  return rooms.filter(({ address }) => {
    if (seen.has(address.email)) return false;
    seen.add(address.email);
    return true;
  });
}

function newRoom({ name, address }: ProvisionRequest): string {
  const email = address.email ?? 'room@example.org';
  return [
    'mailboxes cannot be made over EWS; in the Exchange Management Shell:',
    `New-Mailbox -Room -Name ${quoted(name)} -PrimarySmtpAddress ${quoted(email)};`,
    `Set-CalendarProcessing -Identity ${quoted(email)} -AutomateProcessing AutoAccept`,
    '-BookingWindowInDays 365 -AllowConflicts $false -DeleteSubject $false',
    '-AddOrganizerToSubject $false -RemovePrivateProperty $false',
  ].join(' ');
}

function oldRoom({ email = 'room@example.org' }: RoomAddress): string {
  return [
    'mailboxes cannot be removed over EWS; in the Exchange Management Shell:',
    `Disable-Mailbox -Identity ${quoted(email)}`,
  ].join(' ');
}

/** As PowerShell quotes a text in which nothing is expanded. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
