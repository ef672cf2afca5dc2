import { addMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import { type App, startApp } from '@/tests/support/app';
import { quantile, rounded } from '@/tests/support/figures';
import { makePlace } from '@/tests/support/make-place';
import { startTestServer } from '@/tests/support/postgres';

/** How fast a booking on a local calendar is over HTTP: one client, then many at once. */

const alone = 200;
const crowd = { clients: 32, bookingsEach: 15 };
const slotMs = 15 * minuteMs;

interface Clients {
  readonly app: App;
  readonly token: string;
  readonly roomIds: readonly string[];
}

async function book({ app, token, roomIds }: Clients, room: number, slot: number) {
  const start = addMs(
    instant(Math.ceil(Date.now() / hourMs) * hourMs + 24 * hourMs),
    slot * slotMs,
  );
  const startedMs = performance.now();
  const response = await app.api('/api/v1/bookings', {
    token,
    json: {
      roomIds: [roomIds[room] ?? ''],
      title: `Booking ${slot}`,
      start: new Date(start).toISOString(),
      end: new Date(start + slotMs).toISOString(),
      timeZone: 'Europe/Paris',
    },
  });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`a booking answered ${response.status}: ${text}`);
  return performance.now() - startedMs;
}

async function oneClient(clients: Clients) {
  const times: number[] = [];
  for (let slot = 0; slot < alone; slot += 1) times.push(await book(clients, 0, slot));
  const warm = times.slice(20);
  return { p50Ms: rounded(quantile(warm, 0.5)), p99Ms: rounded(quantile(warm, 0.99)) };
}

async function manyClients(clients: Clients) {
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: crowd.clients }, async (_, client) => {
      for (let slot = 0; slot < crowd.bookingsEach; slot += 1) await book(clients, client, slot);
    }),
  );
  const seconds = (performance.now() - startedMs) / 1_000;
  return { perSecond: rounded((crowd.clients * crowd.bookingsEach) / seconds) };
}

async function bench(): Promise<void> {
  const server = await startTestServer();
  const app = await startApp({ env: { LOG_LEVEL: 'warn' } });
  try {
    const admin = await app.token('admin@example.org', 'admin');
    const addresses = Array.from({ length: crowd.clients + 1 }, () => ({}));
    const place = await makePlace(app, admin, { name: 'Speed', kind: 'local', addresses });
    const token = await app.token('client@example.org', 'employee');
    const [first = '', ...others] = place.roomIds;
    const single = await oneClient({ app, token, roomIds: [first] });
    process.stdout.write(`1 client: p50 ${single.p50Ms} ms, p99 ${single.p99Ms} ms\n`);
    const many = await manyClients({ app, token, roomIds: others });
    process.stdout.write(`${crowd.clients} clients: ${many.perSecond} bookings a second\n`);
    process.stdout.write(`${JSON.stringify({ bookingSpeed: { single, many } })}\n`);
  } finally {
    await app.stop();
    await server.stop();
  }
}

await bench();
