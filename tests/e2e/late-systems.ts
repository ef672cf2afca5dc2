import type { RoomAddress } from '@/lib/core/places/room';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { toOutsideGraphEvent } from '@/tests/conformance/support/outside-graph';
import { startEwsSimulator } from '@/tests/simulators/ews/start-ews';
import { startGraphSimulator } from '@/tests/simulators/graph/start-graph-simulator';
import type { Attendant } from '@/tests/simulators/room-attendant/attendant';

/** A calendar system over HTTPS whose rooms answer invitations by themselves, later. */
export interface LateSystem {
  readonly kind: 'graph' | 'ews';
  /** What an administrator gives to connect to it. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Two rooms of it. */
  readonly rooms: readonly [Room, Room];
  /** When the rooms answer. */
  readonly attendant: Attendant;
  /** Somebody writes into the calendar of a room, or of a person, past Foyer. */
  takeOutside(whose: Room, time: Interval): void;
  /** From now on that person has an empty calendar there. */
  addPerson(email: string): void;
  /** That person does not share when they are taken. */
  keepBack(email: string): void;
  /** What stands in Alice's calendar. */
  meetings(): readonly string[];
  stop(): Promise<void>;
}

type Room = RoomAddress & { readonly email: string };

const alice = 'alice@example.org';
/** The administrator, who tries by writing. */
const ada = 'ada@example.org';
const roomsOf = (domain: string): readonly [Room, Room] => [
  { email: `one@${domain}` },
  { email: `two@${domain}` },
];
const outsideUid = (start: Instant) => `outside-${start}@elsewhere.example`;

async function startMicrosoft365(): Promise<LateSystem> {
  const simulator = await startGraphSimulator();
  const { tenantId, clientId, clientSecret, baseUrl, authorityUrl, caCertificate } = simulator;
  const rooms = roomsOf('tenant.example');
  simulator.addUser({ address: alice, displayName: 'Alice' });
  simulator.addUser({ address: ada, displayName: 'Ada' });
  for (const { email } of rooms) simulator.addRoom({ address: email, displayName: email });
  return {
    kind: 'graph',
    options: { tenantId, clientId, clientSecret, baseUrl, authorityUrl, caCertificate },
    rooms,
    attendant: simulator.attendant,
    takeOutside: ({ email }, { start, end }) => {
      const { body, left } = toOutsideGraphEvent({ uid: outsideUid(start), start, end });
      simulator.outside.createEvent(email, body, left);
    },
    addPerson: (address) => simulator.addUser({ address, displayName: address }),
    keepBack: (address) => simulator.setScheduleFailure(address, 'ErrorNoFreeBusyAccess'),
    meetings: () => simulator.peek.dates(alice).map(({ subject }) => subject),
    stop: () => simulator.close(),
  };
}

async function startExchange(): Promise<LateSystem> {
  const simulator = await startEwsSimulator();
  const [username, password] = ['service@example.org', 'correct horse battery'];
  const rooms = roomsOf('exchange.example');
  simulator.addMailbox({ email: username, password, mayImpersonate: true });
  simulator.addMailbox({ email: alice, name: 'Alice' });
  simulator.addMailbox({ email: ada, name: 'Ada' });
  for (const { email } of rooms) simulator.addMailbox({ email, name: email, kind: 'room' });
  const inList = rooms.map(({ email }) => email);
  simulator.addRoomList({ email: 'rooms@exchange.example', name: 'Rooms', rooms: inList });
  const { url: serverUrl, caCertificate } = simulator;
  return {
    kind: 'ews',
    options: { serverUrl, caCertificate, username, password, auth: 'basic' },
    rooms,
    attendant: simulator.attendant,
    takeOutside: ({ email }, { start, end }) =>
      simulator.writeOutside(email, { uid: outsideUid(start), startMs: start, endMs: end }),
    addPerson: (email) => simulator.addMailbox({ email }),
    keepBack: (email) => {
      const mailbox = simulator.mailbox(email);
      if (mailbox) mailbox.freeBusyError = 'ErrorNoFreeBusyAccess';
    },
    meetings: () => simulator.peek(alice).map(({ fields }) => fields.subject),
    stop: () => simulator.stop(),
  };
}

export const lateSystems = [
  { name: 'Microsoft 365', building: 'Sorbonne', start: startMicrosoft365 },
  { name: 'Exchange', building: 'Curie', start: startExchange },
] as const;
