import { crasher } from '@/tests/bench/crash/crasher';
import { latencyMs, type RoomSource } from '@/tests/bench/crash/rooms/room-source';
import type { SimulatedKind } from '@/tests/bench/simulated/simulated-server';
import { startSimulatedServer } from '@/tests/bench/simulated/start-simulated-server';
import { carryTraced, createCalendarTrace } from '@/tests/bench/wire/calendar-trace';
import { dialects } from '@/tests/bench/wire/dialects';
import { type HttpRoad, startHttpRoad } from '@/tests/bench/wire/http-road';

const answersSeed = 1;

/**
 * Rooms that answer late, on a simulated server. Requests do not all name the room that they are for,
 * so each room has a road of its own.
 */
export async function openSimulatedRooms(kind: SimulatedKind): Promise<RoomSource> {
  const server = await startSimulatedServer(kind, answersSeed);
  server.addPerson(crasher);
  const trace = createCalendarTrace(dialects[kind]);
  const roads: HttpRoad[] = [];
  return {
    trace,
    server: null,
    newRoom: async () => {
      const room = server.addRoom();
      const { port: upstreamPort, identity } = server;
      const carry = carryTraced(trace, latencyMs, room);
      const road = await startHttpRoad({ upstreamPort, identity, carry });
      roads.push(road);
      const options = server.connection(road.port);
      return { kind, options, addresses: [{ email: room }], calendar: room };
    },
    events: async (rooms) =>
      rooms.flatMap(({ roomId, calendar }) =>
        server.inRoom(calendar ?? '').map((date) => ({ ...date, roomId })),
      ),
    meetings: server.atOrganisers,
    unread: server.unread,
    stop: async () => {
      for (const road of roads) await road.stop();
      await server.stop();
    },
  };
}
