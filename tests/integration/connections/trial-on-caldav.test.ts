import { expect, it } from 'vitest';
import { createTrialStore } from '@/lib/db/repositories/trial-store';
import { tryWriting } from '@/lib/services/trial/try-writing';
import { openInstallation } from '@/tests/integration/booking/support/installation';
import { connect } from '@/tests/integration/caldav/connection';
import { startCyrus } from '@/tests/support/cyrus';
import { startDavical } from '@/tests/support/davical';
import { mirrorStoreOf } from '@/tests/support/mirror-store-of';
import { startRadicale } from '@/tests/support/radicale';

const serverStartMs = 60_000;

it.each([
  ['Radicale', startRadicale],
  ['Cyrus', startCyrus],
  ['DAViCal', startDavical],
] as const)(
  'every road is proved on %s, and nothing stays',
  async (_name, start) => {
    const server = await start();
    const backend = connect(server.connection);
    const foyer = await openInstallation({ backend });
    try {
      const calendarUrl = await server.makeCalendar('trial');
      await foyer.pool.query('UPDATE rooms SET calendar_url = $1', [calendarUrl]);
      const { deps, people, pool, rooms } = foyer;
      const organisationId = rooms[0]?.organisationId ?? '';
      const [room] = await deps.places.findRooms({ organisationId });
      if (!room) throw new Error('no room');
      const { signal } = new AbortController();
      const trial = await tryWriting(
        { ...deps, trials: createTrialStore(pool), mirror: mirrorStoreOf(pool) },
        {
          room,
          capabilities: backend.capabilities,
          call: { person: people.manager, signal, requestId: 'trial' },
        },
      );
      expect(trial.failures).toEqual([]);
      const untried = trial.lines.filter(({ outcome }) => outcome === 'untried');
      expect(untried.map(({ step }) => step)).toEqual(['answer']);
      expect(await server.readObjects(calendarUrl)).toEqual([]);
    } finally {
      await foyer.stop();
      await server.stop();
    }
  },
  serverStartMs,
);
