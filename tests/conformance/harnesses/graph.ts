import { randomUUID } from 'node:crypto';
import type { RoomRef } from '@/lib/calendar/backend';
import { createGraphBackend } from '@/lib/calendar/backends/graph';
import { uidProperty } from '@/lib/calendar/backends/graph/extended-properties';
import { graphOptions } from '@/lib/calendar/backends/graph/options';
import { instant } from '@/lib/core/time/instant';
import type { Harness, HarnessMaker, PeekedEvent, PeopleRoads } from '@/tests/conformance/harness';
import { addMeetings, toOutsideGraphEvent } from '@/tests/conformance/support/outside-graph';
import type { StoredEvent } from '@/tests/simulators/graph/events/stored-event';
import type { FaultKind } from '@/tests/simulators/graph/server/faults';
import {
  type GraphSimulator,
  startGraphSimulator,
} from '@/tests/simulators/graph/start-graph-simulator';
import type { RoomPolicy } from '@/tests/simulators/room-attendant/room-policy';

const alice = 'alice@example.org';
/** Rooms here refuse nothing for being long, far ahead or without an end. */
const anything: Partial<RoomPolicy> = {
  bookingWindowDays: 2_000,
  enforceSchedulingHorizon: false,
  maximumDurationMinutes: 0,
};

export interface GraphHarnessOptions {
  readonly name: string;
  readonly writeMode: 'invite' | 'direct';
  /** How rooms treat invitations. */
  readonly policy: Partial<RoomPolicy>;
  readonly roomsAnswer?: 'accepted';
}

/** Microsoft 365 as the simulator has it; its store is the other road. */
export function graphMaker(options: GraphHarnessOptions): HarnessMaker {
  return { name: options.name, missing: async () => null, start: () => startGraph(options) };
}

async function startGraph(options: GraphHarnessOptions): Promise<Harness> {
  const simulator = await startGraphSimulator();
  simulator.addUser({ address: alice, displayName: 'Alice' });
  const rooms = new Set<string>();
  const backend = createGraphBackend({
    options: graphOptions.parse({
      tenantId: simulator.tenantId,
      clientId: simulator.clientId,
      clientSecret: simulator.clientSecret,
      writeMode: options.writeMode,
      baseUrl: simulator.baseUrl,
      authorityUrl: simulator.authorityUrl,
      caCertificate: simulator.caCertificate,
    }),
    clock: { now: () => instant(Date.now()) },
    newId: randomUUID,
  });
  const makeRoom = (): RoomRef => {
    const roomId = randomUUID();
    const email = `room-${roomId}@example.org`;
    const policy = { ...anything, ...options.policy };
    simulator.addRoom({ address: email, displayName: `Room ${roomId}`, policy });
    rooms.add(email);
    return { roomId, address: { email } };
  };
  const everywhere = () => [alice, ...rooms];
  return {
    name: options.name,
    server: 'the simulated Microsoft 365',
    backend,
    ...(options.roomsAnswer ? { roomsAnswer: options.roomsAnswer } : {}),
    makeRooms: async (count) => Array.from({ length: count }, makeRoom),
    missingRoom: () => ({
      roomId: randomUUID(),
      address: { email: `missing-${randomUUID()}@example.org` },
    }),
    peek: async ({ address }) => {
      await simulator.attendant.settled();
      return meetingsOf(simulator, everywhere(), address.email ?? '').flatMap((found) =>
        toPeeked(simulator, found),
      );
    },
    peekSeries: async ({ address }) => {
      const [found] = meetingsOf(simulator, everywhere(), address.email ?? '');
      return { keeps: 'dates', dates: found ? datesOf(simulator, found) : [] };
    },
    writeOutside: async ({ address }, event) =>
      addMeetings(simulator, address.email ?? '', toOutsideGraphEvent(event)),
    removeOutside: async ({ address }, uid) => {
      const found = meetingsOf(simulator, everywhere(), address.email ?? '').find(
        ({ event }) => uidOf(event) === uid,
      );
      if (!found) throw new Error(`no event has the uid ${uid}`);
      simulator.outside.deleteEvent(found.mailbox, found.event.id);
    },
    cutOff: async () => breakEverything(simulator, { kind: 'reset-before' }),
    holdAnswers: async () => breakEverything(simulator, { kind: 'hang-after' }),
    dropAnswers: async () => breakEverything(simulator, { kind: 'reset-after' }),
    breakRoom: async ({ address }) =>
      simulator.setScheduleFailure(address.email ?? '', 'ErrorProxyRequestProcessingFailed'),
    people: peopleOf(simulator),
    stop: async () => {
      await backend.close();
      await simulator.close();
    },
  };
}

function peopleOf(simulator: GraphSimulator): PeopleRoads {
  const newAddress = () => `person-${randomUUID()}@example.org`;
  return {
    make: async (count) =>
      Array.from({ length: count }, () => {
        const address = newAddress();
        simulator.addUser({ address, displayName: address, sharesDetails: true });
        return address;
      }),
    missing: newAddress,
    writeOutside: async (email, event) => addMeetings(simulator, email, toOutsideGraphEvent(event)),
    breakCalendar: async (email) =>
      simulator.setScheduleFailure(email, 'ErrorProxyRequestProcessingFailed'),
  };
}

function breakEverything(simulator: GraphSimulator, fault: FaultKind) {
  simulator.faults.order({ times: Number.POSITIVE_INFINITY, fault });
  return async () => simulator.faults.clear();
}

interface Found {
  readonly mailbox: string;
  readonly event: StoredEvent;
}

/**
 * The meetings that a room is in: those of its own calendar and those that it is invited to, as their
 * organiser has them. A copy speaks only for an organiser who is elsewhere.
 */
function meetingsOf(
  { peek }: GraphSimulator,
  mailboxes: readonly string[],
  room: string,
): readonly Found[] {
  const all = mailboxes.flatMap((mailbox) =>
    peek.events(mailbox).map((event) => ({ mailbox, event })),
  );
  const organised = new Set(
    all.filter(({ event }) => event.isOrganizer).map(({ event }) => event.iCalUId),
  );
  const isHere = ({ mailbox, event }: Found) =>
    event.isOrganizer
      ? mailbox === room || event.attendees.some(({ address }) => address === room)
      : mailbox === room && !event.isCancelled && !organised.has(event.iCalUId);
  return all.filter(isHere).sort((a, b) => a.event.start.atMs - b.event.start.atMs);
}

function toPeeked(simulator: GraphSimulator, { mailbox, event }: Found): readonly PeekedEvent[] {
  return simulator.peek
    .dates(mailbox)
    .filter(({ eventId }) => eventId === event.id)
    .map(({ subject, startMs, endMs, sensitivity }) => ({
      uid: uidOf(event),
      title: subject,
      description: event.body === '' ? null : event.body,
      visibility: sensitivity === 'normal' ? ('default' as const) : ('private' as const),
      start: instant(startMs),
      end: instant(endMs),
    }));
}

function datesOf(simulator: GraphSimulator, { mailbox, event }: Found) {
  return simulator.peek
    .dates(mailbox)
    .filter(({ eventId }) => eventId === event.id)
    .map(({ originalStartMs, startMs, endMs }) => ({
      recurrenceId: instant(originalStartMs ?? startMs),
      start: instant(startMs),
      end: instant(endMs),
    }))
    .sort((a, b) => a.recurrenceId - b.recurrenceId);
}

function uidOf(event: StoredEvent): string {
  return event.extendedProperties[uidProperty] ?? event.iCalUId;
}
