import { addMs, dayMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import type { App } from '@/tests/support/app';
import { quantile, rounded } from '@/tests/support/figures';
import { makePlace } from '@/tests/support/make-place';
import { readUsage } from '@/tests/support/process-usage';

export interface Clients {
  readonly app: App;
  readonly admin: string;
  readonly token: string;
}

const crowd = { clients: 32, bookingsEach: 40 };
/** What a process does for the first time takes longer. */
const warmUpShare = 0.1;
const slotMs = 15 * minuteMs;
/** From eight in the morning: series through a night meet each other where the clock is put forward. */
const firstSlotMs = 8 * hourMs;
const policy = { bookingWindowDays: 1_000 };

/** One booking in that slot of a room; its milliseconds. */
export async function timeBooking(
  { app, token }: Clients,
  { roomId, slot, dates }: { roomId: string; slot: number; dates: number },
): Promise<number> {
  const today = Math.floor(Date.now() / dayMs) * dayMs;
  const start = addMs(instant(today), 2 * dayMs + firstSlotMs + slot * slotMs);
  const startedMs = performance.now();
  const response = await app.api('/api/v1/bookings', {
    token,
    json: {
      roomIds: [roomId],
      title: `Booking ${slot}`,
      start: new Date(start).toISOString(),
      end: new Date(start + slotMs).toISOString(),
      timeZone: 'Europe/Paris',
      ...(dates > 1 ? { rrule: `FREQ=WEEKLY;COUNT=${dates}` } : {}),
    },
  });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`a booking answered ${response.status}: ${text}`);
  return performance.now() - startedMs;
}

/** One client who books again and again; also the processor time of the application's process. */
export async function one(
  clients: Clients,
  { bookings, dates }: Record<'bookings' | 'dates', number>,
) {
  const [roomId = ''] = await openRooms(clients, `One, ${dates} dates`, 1);
  const warmUp = Math.ceil(bookings * warmUpShare);
  for (let slot = 0; slot < warmUp; slot += 1) await timeBooking(clients, { roomId, slot, dates });
  const before = await cpuMs(clients.app);
  const times: number[] = [];
  for (let slot = warmUp; slot < bookings; slot += 1) {
    times.push(await timeBooking(clients, { roomId, slot, dates }));
  }
  return {
    p50Ms: rounded(quantile(times, 0.5)),
    p99Ms: rounded(quantile(times, 0.99)),
    appCpuMs: rounded(((await cpuMs(clients.app)) - before) / times.length),
  };
}

/** As many bookings as many clients make, each client in a room of its own. */
export async function many(clients: Clients) {
  const roomIds = await openRooms(clients, 'Many', crowd.clients);
  const bookEach = (from: number, to: number) =>
    Promise.all(
      roomIds.map(async (roomId) => {
        for (let slot = from; slot < to; slot += 1) {
          await timeBooking(clients, { roomId, slot, dates: 1 });
        }
      }),
    );
  const warmUp = Math.ceil(crowd.bookingsEach * warmUpShare);
  await bookEach(0, warmUp);
  const before = await cpuMs(clients.app);
  const startedMs = performance.now();
  await bookEach(warmUp, crowd.bookingsEach);
  const bookings = crowd.clients * (crowd.bookingsEach - warmUp);
  return {
    clients: crowd.clients,
    perSecond: rounded((bookings * 1_000) / (performance.now() - startedMs)),
    appCpuMs: rounded(((await cpuMs(clients.app)) - before) / bookings),
  };
}

async function openRooms({ app, admin }: Clients, name: string, rooms: number) {
  const addresses = Array.from({ length: rooms }, () => ({}));
  return (await makePlace(app, admin, { name, kind: 'local', addresses, policy })).roomIds;
}

async function cpuMs(app: App): Promise<number> {
  const usages = await Promise.all(app.pids().map(readUsage));
  return usages.reduce((sum, usage) => sum + usage.cpuMs, 0);
}
