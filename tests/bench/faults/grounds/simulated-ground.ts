import { simulatedCases } from '@/tests/bench/faults/cases';
import type { FaultGround } from '@/tests/bench/faults/grounds/fault-ground';
import { unlucky } from '@/tests/bench/faults/unlucky';
import type { SimulatedKind } from '@/tests/bench/simulated/simulated-server';
import { startSimulatedServer } from '@/tests/bench/simulated/start-simulated-server';
import { dialects } from '@/tests/bench/wire/dialects';

const answersSeed = 1;

/** Rooms that answer late, on a simulated server. */
export async function openSimulatedGround(kind: SimulatedKind): Promise<FaultGround> {
  const server = await startSimulatedServer(kind, answersSeed);
  server.addPerson(unlucky);
  return {
    server: server.server,
    dialect: dialects[kind],
    upstream: { upstreamPort: server.port, identity: server.identity },
    blindWrites: 1,
    cases: (dates) => simulatedCases(kind, dates),
    person: unlucky,
    newRoom: async () => {
      const room = server.addRoom();
      return {
        calendar: room,
        plan: (port) => ({
          kind,
          options: server.connection(port),
          addresses: [{ email: room }],
        }),
        writeOutside: async (slot) => void (await server.askOutside(room, slot)),
        events: async () => server.inRoom(room),
        meetings: server.atOrganisers,
        unread: () => server.unread(room),
      };
    },
    stop: server.stop,
  };
}
