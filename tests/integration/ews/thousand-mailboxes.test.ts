import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMs, dayMs } from '@/lib/core/time/instant';
import { at, connect, service } from '@/tests/integration/ews/connection';
import { type EwsSimulator, startEwsSimulator } from '@/tests/simulators/ews/start-ews';
import { rig, room } from '@/tests/unit/calendar/support/rig';

const start = at('2027-03-02T00:00:00Z');
const window = { start, end: addMs(start, 62 * dayMs) };
const options = { requestId: 'bench', deadlineMs: 30_000, fresh: true };

let simulator: EwsSimulator;

beforeAll(async () => {
  simulator = await startEwsSimulator();
  simulator.addMailbox({ ...service, mayImpersonate: true });
});
afterAll(() => simulator.stop());

/** How long it takes is `npm run bench -- ews-availability`. */
test('a thousand mailboxes over 62 days are the fewest calls that the limits allow', async () => {
  const backend = connect(simulator);
  const asked = Array.from({ length: 1_000 }, (_, index) => {
    const email = `room-${index}@example.org`;
    simulator.addMailbox({ email, kind: 'room' });
    const startMs = addMs(start, (index % 62) * dayMs);
    simulator.writeOutside(email, { uid: `${index}`, startMs, endMs: startMs + 3_600_000 });
    return { ...room(email), address: { email } };
  });
  const { calendar } = rig({ one: backend });
  const signal = AbortSignal.timeout(60_000);
  const answers = await calendar.freeBusy(asked, window, { ...options, signal });
  const known = [...answers.values()].flatMap((each) => (each.known ? [each.busy.length] : []));
  expect(known).toEqual(Array(1_000).fill(1));
  // Ten times a hundred mailboxes, 42 days and the rest.
  expect(simulator.exchanges.map(({ operation }) => operation)).toEqual(
    Array(20).fill('GetUserAvailabilityRequest'),
  );
  await calendar.close();
});
