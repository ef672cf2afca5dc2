import { readLocalEvents } from '@/tests/bench/books/read-ledger';
import { isCaldav, openCaldav } from '@/tests/bench/race/caldav-venue';
import { isInviting, openInviting } from '@/tests/bench/race/inviting-venue';
import type { VenueKind } from '@/tests/bench/race/options';
import { racers } from '@/tests/bench/race/racers';
import { newName, policy, type Venue, type VenueParts } from '@/tests/bench/race/venue';
import { isSimulated, type SimulatedKind } from '@/tests/bench/simulated/simulated-server';
import { startSimulatedServer } from '@/tests/bench/simulated/start-simulated-server';
import { makePlace } from '@/tests/support/make-place';

/** A room whose requests are answered late, but before the booking's budget for it is over. */
const lateAnswerMs = 400;

export function openVenue(kind: VenueKind, parts: VenueParts): Promise<Venue> {
  if (isSimulated(kind)) return openSimulated(kind, parts);
  if (isCaldav(kind)) return openCaldav(kind, parts);
  if (isInviting(kind)) return openInviting(kind, parts);
  return kind === 'mock' ? openMock(parts) : openLocal(parts);
}

/** Calendars that only Foyer itself writes into. */
const withoutOthers = {
  meetings: null,
  isAnswering: async () => false,
  writeOutside: null,
  outsideWithinMs: 0,
} as const;
/** How late rooms answer is the same in every race. */
const answersSeed = 1;

async function openLocal({ app, adminToken, client }: VenueParts): Promise<Venue> {
  const plan = { name: newName('local'), kind: 'local', addresses: [{}], policy } as const;
  const [roomId = ''] = (await makePlace(app, adminToken, plan)).roomIds;
  return {
    server: 'local_events',
    roomId,
    events: async () => (await readLocalEvents(client)).filter((event) => event.roomId === roomId),
    ...withoutOthers,
    stop: async () => undefined,
  };
}

/**
 * The mock's calendar is in the memory of the process that wrote it and nobody else can read it: of
 * its events counts what the rows of confirmed bookings say.
 */
async function openMock({ app, adminToken }: VenueParts): Promise<Venue> {
  const place = await makePlace(app, adminToken, {
    name: newName('mock'),
    kind: 'mock',
    options: { referee: 'server', roomAnswer: 'later', answerAfterMs: lateAnswerMs },
    addresses: [{}],
    policy,
  });
  const [roomId = ''] = place.roomIds;
  return {
    server: 'mock, a room that answers late; judged without its calendar',
    roomId,
    events: async (ledger) =>
      ledger
        .filter(({ status }) => status === 'confirmed')
        .flatMap(({ uid, dates }) => dates.map((date) => ({ ...date, uid }))),
    ...withoutOthers,
    stop: async () => undefined,
  };
}

/** A room that answers by itself and late, asked by those who race and, past Foyer, by others. */
async function openSimulated(kind: SimulatedKind, { app, adminToken }: VenueParts): Promise<Venue> {
  const server = await startSimulatedServer(kind, answersSeed);
  for (const address of racers) server.addPerson(address);
  const room = server.addRoom();
  const place = await makePlace(app, adminToken, {
    name: newName(kind),
    kind,
    options: server.connection(server.port),
    addresses: [{ email: room }],
    policy,
  });
  const [roomId = ''] = place.roomIds;
  return {
    server: server.server,
    roomId,
    events: async () => server.inRoom(room).map((date) => ({ ...date, roomId })),
    meetings: async () => server.atOrganisers(),
    isAnswering: async () => server.unread() > 0,
    writeOutside: async (slot) => ({ uid: await server.askOutside(room, slot), foyerSeen: null }),
    outsideWithinMs: 1_500,
    stop: server.stop,
  };
}
