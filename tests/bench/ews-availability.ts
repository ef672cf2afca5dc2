import {
  createHttpSender,
  type HttpSender,
  trustAlso,
} from '@/lib/calendar/backends/shared/http-sender';
import { addMs, dayMs, hourMs } from '@/lib/core/time/instant';
import { type Mailboxes, startMailboxes } from '@/tests/bench/mailboxes/start-mailboxes';
import { at, connect, service } from '@/tests/integration/ews/connection';
import { rig, room } from '@/tests/unit/calendar/support/rig';

const mailboxCount = 1_000;
const latencyMs = 200;
const turns = 9;
/** A process that has just begun reads slower than one that serves. */
const warmUps = 20;
const mostToBest = 1.2;
const start = at('2027-03-02T00:00:00Z');
const window = { start, end: addMs(start, 62 * dayMs) };
/** Of 100 mailboxes and 42 days each, as far as a server lets one question go. */
const fewestCalls = 20;

/**
 * How long a thousand mailboxes take over 62 days when each call takes 200 ms, against what the latency
 * alone makes of the fewest calls, and against the same requests made bare. Fails when a call is too
 * many, a mailbox is unknown, or it takes more than 1.2 times of the best.
 */
async function bench(): Promise<number> {
  const mailboxes = await startMailboxes(service);
  const rooms = addRooms(mailboxes);
  const backend = connect(mailboxes);
  const { concurrency } = backend.capabilities;
  const { calendar } = rig({ one: backend });
  const options = { requestId: 'bench', deadlineMs: 30_000, fresh: true };
  const read = () =>
    calendar.freeBusy(rooms, window, { ...options, signal: AbortSignal.timeout(60_000) });
  await read();
  const requests = await mailboxes.availabilityRequests();
  const send = bareSender(mailboxes, concurrency);
  for (let turn = 0; turn < warmUps; turn += 1) {
    await askBare(send, mailboxes, requests);
    await read();
  }
  mailboxes.setLatency(latencyMs);
  const bareMs: number[] = [];
  const tookMs: number[] = [];
  const known: number[] = [];
  // By turns: what else runs on the machine hits both alike.
  for (let turn = 0; turn < turns; turn += 1) {
    bareMs.push(await timeOf(() => askBare(send, mailboxes, requests)));
    tookMs.push(
      await timeOf(async () => {
        const answers = await read();
        known.push([...answers.values()].filter((each) => each.known).length);
      }),
    );
  }
  const calls = (await mailboxes.availabilityRequests()).length / (1 + 2 * (warmUps + turns));
  await calendar.close();
  await mailboxes.stop();
  const bestMs = Math.ceil(fewestCalls / concurrency) * latencyMs;
  const toBest = ratio(median(tookMs), bestMs);
  const toBare = ratio(median(tookMs), median(bareMs));
  const figures = { mailboxes: mailboxCount, calls, concurrency, known, bestMs, bareMs, tookMs };
  process.stdout.write(`${JSON.stringify({ ewsAvailability: { ...figures, toBest, toBare } })}\n`);
  const whole = calls === fewestCalls && known.every((count) => count === mailboxCount);
  return whole && toBest <= mostToBest ? 0 : 1;
}

function addRooms(mailboxes: Mailboxes) {
  return Array.from({ length: mailboxCount }, (_, index) => {
    const email = `room-${index}@example.org`;
    const items = [0, 31].map((day) => {
      const startMs = addMs(start, day * dayMs + (8 + (index % 8)) * hourMs);
      return { uid: `${index}-${day}`, startMs, endMs: startMs + hourMs };
    });
    mailboxes.addRoom(email, items);
    return { ...room(email), address: { email } };
  });
}

function bareSender({ caCertificate }: Mailboxes, sockets: number): HttpSender {
  return createHttpSender({ sockets, maxBodyBytes: 2 ** 24, trust: trustAlso(caCertificate) });
}

/** The same requests when nobody makes them and nobody reads what is answered. */
async function askBare(
  send: HttpSender,
  { url }: Mailboxes,
  requests: readonly string[],
): Promise<void> {
  const account = Buffer.from(`${service.email}:${service.password}`).toString('base64');
  const headers = { authorization: `Basic ${account}`, 'content-type': 'text/xml; charset=utf-8' };
  const signal = AbortSignal.timeout(60_000);
  const answers = await Promise.all(
    requests.map((body) =>
      send({ method: 'POST', url: new URL(url), headers, body, signal, safe: true }),
    ),
  );
  if (answers.some(({ status }) => status !== 200)) throw new Error('a bare request failed');
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return Math.round(performance.now() - begun);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const ratio = (ms: number, toMs: number): number => Number((ms / toMs).toFixed(2));

process.exitCode = await bench();
