import { z } from 'zod';
import { addMs, formatInstant, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import type { App } from '@/tests/support/app';
import {
  type EventReader,
  openEventReader,
  type ReceivedEvent,
} from '@/tests/support/event-reader';
import { quantile, rounded } from '@/tests/support/figures';
import type { Place } from '@/tests/support/make-place';
import { readUsage } from '@/tests/support/process-usage';
import { waitFor } from '@/tests/support/wait-for';

export interface StreamsOptions {
  readonly streams: number;
  readonly bookings: number;
  /** How long the streams are watched while nothing happens. */
  readonly quietMs: number;
}

export interface StreamFigures {
  readonly streams: number;
  readonly openedPerSecond: number;
  readonly memoryMb: { readonly before: number; readonly open: number; readonly after: number };
  readonly kbPerStream: number;
  readonly quietCpuPercent: number;
  /** Processor time of the process that holds the streams, for one booking told to all of them. */
  readonly cpuMsPerBooking: number;
  /** From the answer to whoever books until the confirmation arrives on their own streams. */
  readonly latencyMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Events that came twice; one that does not come at all fails the run. */
  readonly repeated: number;
  /** Streams that did not last. */
  readonly ended: number;
}

const openAtOnce = 50;
const slotMs = 15 * minuteMs;
/** These streams belong to whoever books, and are told when a booking is confirmed. */
const probes = 20;

/** Streams of a building on the first replica, bookings through the last. */
export async function runStreams(
  app: App,
  place: Place,
  { streams, bookings, quietMs }: StreamsOptions,
): Promise<StreamFigures> {
  const pid = app.pids()[0] ?? 0;
  const booker = await app.token('booker@example.org', 'employee');
  const bystander = await app.token('bystander@example.org', 'employee');
  const before = await readUsage(pid);
  const startedMs = performance.now();
  const crowd = await openReaders(app, place, bystander, Math.max(0, streams - probes));
  const own = await openReaders(app, place, booker, Math.min(streams, probes));
  const openedMs = performance.now() - startedMs;
  const readers = [...crowd, ...own];
  try {
    const open = await readUsage(pid);
    const quietCpuPercent = await watchQuiet(pid, quietMs);
    const busyFrom = await readUsage(pid);
    const latencies: number[] = [];
    for (let index = 0; index < bookings; index += 1) {
      const booked = await book(app, booker, place, index);
      await waitFor('every stream', () => crowd.every(({ events }) => hasHeard(events, booked)));
      const confirmations = await waitFor('confirmations', () => findConfirmations(own, booked));
      latencies.push(...confirmations.map(({ atMs }) => atMs - booked.answeredMs));
    }
    const after = await readUsage(pid);
    return {
      streams,
      openedPerSecond: rounded(streams / (openedMs / 1_000)),
      memoryMb: {
        before: rounded(before.memoryMb),
        open: rounded(open.memoryMb),
        after: rounded(after.memoryMb),
      },
      kbPerStream: rounded(((after.memoryMb - before.memoryMb) * 1_024) / streams),
      quietCpuPercent: rounded(quietCpuPercent),
      cpuMsPerBooking: rounded((after.cpuMs - busyFrom.cpuMs) / bookings),
      latencyMs: {
        p50: rounded(quantile(latencies, 0.5)),
        p99: rounded(quantile(latencies, 0.99)),
        max: rounded(Math.max(...latencies)),
      },
      repeated: readers.reduce((total, { events }) => total + countRepeated(events), 0),
      ended: readers.filter((reader) => reader.hasEnded()).length,
    };
  } finally {
    for (const one of readers) one.close();
  }
}

function hasHeard(events: readonly ReceivedEvent[], { start }: Booked): boolean {
  return events.some(({ event, data }) => event === 'availability' && data.includes(start));
}

/** Null until all have theirs. */
function findConfirmations(
  readers: readonly EventReader[],
  { id }: Booked,
): readonly ReceivedEvent[] | null {
  const confirmed = JSON.stringify({ id, status: 'confirmed' });
  const found = readers.flatMap(
    ({ events }) => events.find(({ data }) => data === confirmed) ?? [],
  );
  return found.length === readers.length ? found : null;
}

function countRepeated(events: readonly ReceivedEvent[]): number {
  return events.length - new Set(events.map(({ id }) => id)).size;
}

async function openReaders(
  { url }: App,
  { buildingId }: Place,
  token: string,
  count: number,
): Promise<readonly EventReader[]> {
  const readers: EventReader[] = [];
  while (readers.length < count) {
    const some = Math.min(openAtOnce, count - readers.length);
    const opening = Array.from({ length: some }, () =>
      openEventReader({ url, token, query: `?buildingId=${buildingId}` }),
    );
    readers.push(...(await Promise.all(opening)));
  }
  const refused = readers.find(({ status }) => status !== 200);
  if (refused) throw new Error(`a stream answered ${refused.status}`);
  return readers;
}

/** The share of one processor that the process uses while nothing happens. */
async function watchQuiet(pid: number, quietMs: number): Promise<number> {
  const from = await readUsage(pid);
  const startedMs = performance.now();
  await waitFor('a quiet while', () => performance.now() - startedMs >= quietMs, quietMs * 2);
  const upTo = await readUsage(pid);
  return ((upTo.cpuMs - from.cpuMs) / (performance.now() - startedMs)) * 100;
}

interface Booked {
  readonly id: string;
  readonly start: string;
  /** When the answer came, by `performance.now()`. */
  readonly answeredMs: number;
}

const answer = z.object({ id: z.string(), start: z.string() });

/** Books the next slot through the last replica. */
async function book(app: App, token: string, place: Place, index: number): Promise<Booked> {
  const tomorrow = addMs(instant(Math.ceil(Date.now() / hourMs) * hourMs), 24 * hourMs);
  const start = addMs(tomorrow, index * slotMs);
  const response = await app.api('/api/v1/bookings', {
    token,
    replica: app.urls.length - 1,
    json: {
      roomIds: place.roomIds.slice(0, 1),
      title: `Booking ${index}`,
      start: formatInstant(start),
      end: formatInstant(addMs(start, slotMs)),
      timeZone: 'Europe/Paris',
    },
  });
  const answeredMs = performance.now();
  const text = await response.text();
  if (response.status !== 201) throw new Error(`a booking answered ${response.status}: ${text}`);
  return { ...answer.parse(JSON.parse(text)), answeredMs };
}
