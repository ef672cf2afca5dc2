import { uidProperty } from '@/lib/calendar/backends/graph/extended-properties';
import { instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { lateAnswers } from '@/tests/bench/simulated/late-answers';
import type { MailboxDate, SimulatedServer } from '@/tests/bench/simulated/simulated-server';
import {
  type GraphSimulator,
  startGraphSimulator,
} from '@/tests/simulators/graph/start-graph-simulator';

const outsider = 'outsider@elsewhere.example';
const roomPolicy = { bookingWindowDays: 1_000 };

/** Microsoft 365 as the simulator has it, with rooms that answer late. */
export async function startGraph(seed: number): Promise<SimulatedServer> {
  const simulator = await startGraphSimulator({ attendantDelayMs: lateAnswers(seed) });
  const people: string[] = [];
  const addPerson = (address: string) => {
    simulator.addUser({ address, displayName: address });
    people.push(address);
  };
  addPerson(outsider);
  let rooms = 0;
  return {
    kind: 'graph',
    server: `Microsoft Graph, simulated, rooms answering late, seed ${seed}`,
    port: Number(new URL(simulator.baseUrl).port),
    identity: simulator.identity,
    connection: (port) => {
      const baseUrl = `https://127.0.0.1:${port}`;
      simulator.authority.resources.add(baseUrl);
      const { tenantId, clientId, clientSecret, authorityUrl, caCertificate } = simulator;
      return { tenantId, clientId, clientSecret, baseUrl, authorityUrl, caCertificate };
    },
    addPerson,
    addRoom: () => {
      rooms += 1;
      const address = `room-${rooms}@example.org`;
      simulator.addRoom({ address, displayName: `Room ${rooms}`, policy: roomPolicy });
      return address;
    },
    inRoom: (room) => inRoom(simulator, people, room),
    atOrganisers: () =>
      people.flatMap((address) => {
        const uids = uidsAt(simulator, address);
        return simulator.peek.dates(address).flatMap((date) =>
          date.isOrganizer
            ? [
                {
                  uid: uids.get(date.iCalUId) ?? date.iCalUId,
                  title: date.subject,
                  start: instant(date.startMs),
                  end: instant(date.endMs),
                },
              ]
            : [],
        );
      }),
    askOutside: async (room, slot) => {
      const attendees = [{ type: 'resource', emailAddress: { address: room } }];
      return simulator.outside.createEvent(outsider, {
        subject: 'Outside',
        attendees,
        ...times(slot),
      }).iCalUId;
    },
    unread: simulator.attendant.pending,
    stop: simulator.close,
  };
}

/** Foyer's uid stands at the organiser only; a copy of a meeting that is no more is nobody's. */
function inRoom(
  simulator: GraphSimulator,
  people: readonly string[],
  room: string,
): readonly MailboxDate[] {
  const uids = new Map(people.flatMap((address) => [...uidsAt(simulator, address)]));
  return simulator.peek.dates(room).map(({ iCalUId, startMs, endMs, response }) => ({
    uid: uids.get(iCalUId) ?? `foyer-left-behind-${iCalUId}`,
    start: instant(startMs),
    end: instant(endMs),
    isAccepted: response === 'accepted',
  }));
}

/** By iCalUId: Foyer's own uid, or where there is none the iCalUId. */
function uidsAt({ peek }: GraphSimulator, address: string): ReadonlyMap<string, string> {
  const own = peek.events(address).filter(({ isOrganizer }) => isOrganizer);
  return new Map(
    own.map(({ iCalUId, extendedProperties }) => [
      iCalUId,
      extendedProperties[uidProperty] ?? iCalUId,
    ]),
  );
}

function times({ start, end }: Interval) {
  const time = (at: number) => ({
    dateTime: new Date(at).toISOString().slice(0, 19),
    timeZone: 'UTC',
  });
  return { start: time(start), end: time(end) };
}
