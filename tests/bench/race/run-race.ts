import { setTimeout as delay } from 'node:timers/promises';
import { addMs, dayMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { type BookingAnswer, bookingSchema } from '@/lib/http/contract/bookings';
import { listOf } from '@/lib/http/contract/fields';
import { type RaceFigures, type Round, sumUp } from '@/tests/bench/race/judge';
import type { RaceOptions } from '@/tests/bench/race/options';
import { toInterval } from '@/tests/bench/race/to-interval';
import type { OutsideWrite, Venue } from '@/tests/bench/race/venue';
import type { App } from '@/tests/support/app';
import { waitFor } from '@/tests/support/wait-for';

export interface Race {
  readonly app: App;
  readonly venue: Venue;
  readonly options: Pick<RaceOptions, 'rounds' | 'racers' | 'outsiders'>;
  /** When the first slot is, in whole days from now; another race of the room has another. */
  readonly daysAhead?: number;
}

const slotMs = 30 * minuteMs;
const mostPeople = 8;
/** Within this the outside writer starts at any moment, so that every order of steps occurs. */
const outsideWithinMs = 250;

const bookingsPage = listOf(bookingSchema);

/** Runs all rounds, then looks at what Foyer says and at what the calendar itself holds. */
export async function runRace(race: Race): Promise<RaceFigures> {
  const { app, venue, options, daysAhead = 1 } = race;
  const tokens = await Promise.all(
    Array.from({ length: Math.min(options.racers, mostPeople) }, (_, index) =>
      app.token(`racer-${index}@example.org`, 'employee'),
    ),
  );
  const manager = await app.token('referee@example.org', 'manager');
  const first = Math.ceil((Date.now() + daysAhead * dayMs) / hourMs) * hourMs;
  const rounds: Round[] = [];
  for (let index = 0; index < options.rounds; index += 1) {
    const start = addMs(instant(first), index * slotMs);
    rounds.push(await runRound(race, tokens, { start, end: addMs(start, slotMs) }));
  }
  const bookings = await settledBookings(app, manager, venue.roomId);
  return sumUp({ venue, rounds, bookings, events: await venue.events() });
}

async function runRound(
  { app, venue, options }: Race,
  tokens: readonly string[],
  slot: Interval,
): Promise<Round> {
  const book = async (racer: number) => {
    const startedMs = performance.now();
    const response = await app.api('/api/v1/bookings', {
      token: tokens[racer % tokens.length] ?? '',
      replica: racer % app.urls.length,
      json: {
        roomIds: [venue.roomId],
        title: `Racer ${racer}`,
        start: new Date(slot.start).toISOString(),
        end: new Date(slot.end).toISOString(),
        timeZone: 'Europe/Paris',
      },
    });
    const body: unknown = await response.json();
    return { status: response.status, body, ms: performance.now() - startedMs };
  };
  const outside = async (): Promise<OutsideWrite | null> => {
    if (!venue.writeOutside) return null;
    await delay(Math.random() * outsideWithinMs);
    return venue.writeOutside(slot);
  };
  const [answers, writes] = await Promise.all([
    Promise.all(Array.from({ length: options.racers }, (_, racer) => book(racer))),
    Promise.all(Array.from({ length: options.outsiders }, outside)),
  ]);
  return { slot, answers, outside: writes.filter((write) => write !== null) };
}

/** All bookings of the room that hold it, once none of them is on its way any more. */
async function settledBookings(app: App, token: string, roomId: string) {
  return waitFor(
    'every booking to settle',
    async () => {
      const live = await readLive(app, token, roomId);
      return live.every(({ status }) => status === 'confirmed') ? live : null;
    },
    90_000,
  );
}

async function readLive(app: App, token: string, roomId: string) {
  const items: BookingAnswer[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({
      roomId,
      status: 'pending,confirmed,awaiting-room,awaiting-approval',
      ...(cursor === null ? {} : { cursor }),
    });
    const response = await app.api(`/api/v1/bookings?${query}`, { token });
    const page = bookingsPage.parse(await response.json());
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items.map((item) => ({ id: item.id, status: item.status, ...toInterval(item) }));
}
