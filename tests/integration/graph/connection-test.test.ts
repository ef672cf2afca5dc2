import { expect, test } from 'vitest';
import type { ConnectionRecord } from '@/lib/core/places/connection';
import { createTrialStore } from '@/lib/db/repositories/trial-store';
import { testConnection } from '@/lib/services/test-connection';
import { openInstallation } from '@/tests/integration/booking/support/installation';
import { connect } from '@/tests/integration/graph/connection';
import {
  type GraphSimulator,
  type GraphSimulatorOptions,
  startGraphSimulator,
} from '@/tests/simulators/graph/start-graph-simulator';
import { mirrorStoreOf } from '@/tests/support/mirror-store-of';

const roomNames = ['curie', 'hopper'];

/** What the test of a connection with two rooms tells, on a tenant of that kind. */
async function problemsOn(
  options: GraphSimulatorOptions,
  arrange: (simulator: GraphSimulator) => void,
) {
  const simulator = await startGraphSimulator(options);
  const foyer = await openInstallation({ backend: connect(simulator), roomIds: roomNames });
  try {
    arrange(simulator);
    await foyer.pool.query(`UPDATE rooms SET email = name || '@tenant.example'`);
    const { deps, people } = foyer;
    const { signal } = new AbortController();
    const call = { person: people.manager, signal, requestId: 'test' };
    const { problems } = await testConnection(
      { ...deps, trials: createTrialStore(foyer.pool), mirror: mirrorStoreOf(foyer.pool) },
      { connection, writes: false },
      call,
    );
    return problems.map(({ step, error, room }) => ({ step, code: error.code, room: room?.name }));
  } finally {
    await foyer.stop();
    await simulator.close();
  }
}

const connection: ConnectionRecord = {
  id: 'connection',
  organisationId: 'unused',
  name: 'Tenant',
  kind: 'graph',
  options: {},
  secrets: {},
  revision: 1,
  lastOkAt: null,
  lastErrorCode: null,
  roomCount: roomNames.length,
};

const addRooms = (names: readonly string[]) => (simulator: GraphSimulator) => {
  for (const name of names) {
    simulator.addRoom({ address: `${name}@tenant.example`, displayName: name });
  }
};

test('a connection that works has no problems', async () => {
  expect(await problemsOn({}, addRooms(roomNames))).toEqual([]);
});

test('a room that is not there is named', async () => {
  const problem = { step: 'read-room', code: 'room-not-found', room: 'hopper' };
  expect(await problemsOn({}, addRooms(['curie']))).toEqual([problem]);
});

test('the permission to list rooms is missed, though the rooms can be read', async () => {
  const options = { permissions: ['Calendars.ReadWrite'] };
  const problem = { step: 'list-rooms', code: 'forbidden', room: undefined };
  expect(await problemsOn(options, addRooms(roomNames))).toEqual([problem]);
});

test('what keeps everything from being read is told of the rooms, and not once more', async () => {
  const problems = await problemsOn({}, (simulator) => {
    addRooms(roomNames)(simulator);
    simulator.setUnavailable(60);
  });
  expect(problems.map(({ step, room }) => [step, room])).toEqual([
    ['read-room', 'curie'],
    ['read-room', 'hopper'],
  ]);
});
