import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHttpSender, trustAlso } from '@/lib/calendar/backends/shared/http-sender';
import { addMs, dayMs, hourMs } from '@/lib/core/time/instant';
import { at, connect, service } from '@/tests/integration/ews/connection';
import { type EwsSimulator, startEwsSimulator } from '@/tests/simulators/ews/start-ews';
import { rig, room } from '@/tests/unit/calendar/support/rig';

const mailboxCount = 1_000;
const latencyMs = 200;
const start = at('2027-03-02T00:00:00Z');
const window = { start, end: addMs(start, 62 * dayMs) };
/** Of 100 mailboxes and 42 days each, as far as a server lets one question go. */
const fewestCalls = 20;

let simulator: EwsSimulator;

beforeAll(async () => {
  simulator = await startEwsSimulator();
  simulator.addMailbox({ ...service, mayImpersonate: true });
});
afterAll(() => simulator.stop());

function addRooms() {
  return Array.from({ length: mailboxCount }, (_, index) => {
    const email = `room-${index}@example.org`;
    simulator.addMailbox({ email, kind: 'room' });
    for (let day = 0; day < 62; day += 31) {
      const startMs = addMs(start, day * dayMs + (8 + (index % 8)) * hourMs);
      const uid = `${index}-${day}`;
      simulator.writeOutside(email, { uid, startMs, endMs: startMs + hourMs });
    }
    return { ...room(email), address: { email } };
  });
}

function availabilityRequests(): readonly string[] {
  return simulator.exchanges
    .filter(({ operation }) => operation === 'GetUserAvailabilityRequest')
    .map(({ request }) => request);
}

/** What the same requests take on this machine, now, when nobody makes or reads them. */
async function bareMs(requests: readonly string[], sockets: number): Promise<number> {
  const trust = trustAlso(simulator.caCertificate);
  const send = createHttpSender({ sockets, maxBodyBytes: 2 ** 24, trust });
  const account = Buffer.from(`${service.email}:${service.password}`).toString('base64');
  const headers = { authorization: `Basic ${account}`, 'content-type': 'text/xml; charset=utf-8' };
  const url = new URL(simulator.url);
  const signal = AbortSignal.timeout(60_000);
  const begun = performance.now();
  const answers = await Promise.all(
    requests.map((body) => send({ method: 'POST', url, headers, body, signal })),
  );
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  return performance.now() - begun;
}

test('a thousand mailboxes over 62 days are twenty calls, side by side', async () => {
  const backend = connect(simulator);
  const { concurrency } = backend.capabilities;
  const asked = addRooms();
  const { calendar } = rig({ one: backend });
  const options = { signal: AbortSignal.timeout(60_000), requestId: 'bench', deadlineMs: 30_000 };
  const read = () => calendar.freeBusy(asked, window, { ...options, fresh: true });
  await read();
  const requests = availabilityRequests();
  expect(requests).toHaveLength(fewestCalls);

  simulator.setLatency(latencyMs);
  const floors = [await bareMs(requests, concurrency)];
  const before = availabilityRequests().length;
  const begun = performance.now();
  const answers = await read();
  const tookMs = performance.now() - begun;
  const calls = availabilityRequests().length - before;
  floors.push(await bareMs(requests, concurrency));

  const bestMs = Math.ceil(calls / concurrency) * latencyMs;
  const floorMs = Math.max(bestMs, ...floors);
  const ratio = (ms: number) => Number((tookMs / ms).toFixed(2));
  const figures = {
    mailboxes: mailboxCount,
    calls,
    concurrency,
    bestMs,
    bareMs: floors.map(Math.round),
    tookMs: Math.round(tookMs),
    toBest: ratio(bestMs),
    toFloor: ratio(floorMs),
  };
  process.stdout.write(`ews GetUserAvailability: ${JSON.stringify(figures)}\n`);
  const known = [...answers.values()].flatMap((each) => (each.known ? [each.busy.length] : []));
  expect(known).toEqual(Array(mailboxCount).fill(2));
  expect(calls).toBe(fewestCalls);
  expect(tookMs / floorMs).toBeLessThanOrEqual(1.2);
  await calendar.close();
});
