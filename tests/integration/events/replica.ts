import type { Booking } from '@/lib/core/bookings/booking';
import type { ChangeEvent } from '@/lib/core/changes/change';
import type { Mark } from '@/lib/core/changes/position';
import type { Person } from '@/lib/core/places/person';
import { addMs, hourMs, instant } from '@/lib/core/time/instant';
import { createAnnouncer } from '@/lib/db/announce-news';
import { openDatabase } from '@/lib/db/client';
import { listenToOutbox } from '@/lib/db/listen-outbox';
import type { OutboxReader, OutboxReading } from '@/lib/db/ports';
import { createBookingStore } from '@/lib/db/repositories/booking-store';
import { createOutboxStore } from '@/lib/db/repositories/outbox-store';
import { createPlacesStore } from '@/lib/db/repositories/places-store';
import { createChangeFeed, type Watch, type WatchRequest } from '@/lib/events/change-feed';
import { newBooking } from '@/tests/support/new-booking';

/** Spoils what is read, to see whether a test would notice. */
export type Sabotage = (reading: OutboxReading, from: Mark) => OutboxReading;

/** What one process of the application has to do with the change stream, over one database. */
export type Replica = ReturnType<typeof openReplica>;

export function openReplica(databaseUrl: string, sabotage: Sabotage = (reading) => reading) {
  const warnings: string[] = [];
  const log = { warn: (_fields: object, message: string) => void warnings.push(message) };
  const { pool, close } = openDatabase({
    url: databaseUrl,
    maxConnections: 10,
    onIdleError: () => undefined,
  });
  const spoil = <R extends OutboxReader>(reader: R): R => ({
    ...reader,
    read: async (from: Mark, limit: number) => sabotage(await reader.read(from, limit), from),
  });
  const announcer = createAnnouncer(pool, log);
  const outbox = createOutboxStore(pool);
  const feed = createChangeFeed({
    outbox: spoil({ mark: outbox.mark, read: outbox.read }),
    places: createPlacesStore(pool),
    listen: async (signals) => spoil(await listenToOutbox(databaseUrl, signals)),
    log,
    random: Math.random,
  });
  return {
    pool,
    outbox,
    feed,
    warnings,
    bookings: createBookingStore(pool, announcer.announce),
    close: async () => {
      await feed.close();
      await announcer.close();
      await close();
    },
  };
}

/** Somebody who watches, and all that they were told so far. */
export interface Reader {
  readonly events: ChangeEvent[];
  /** Without the events that only tell how far one has come. */
  changes(): readonly Told[];
  readonly watch: Watch;
  hasEnded(): boolean;
}

export type Told = Exclude<ChangeEvent['change'], { readonly topic: 'reached' }>;

export async function read(
  { feed }: Pick<Replica, 'feed'>,
  person: Person,
  request: Partial<WatchRequest> = {},
): Promise<Reader> {
  const events: ChangeEvent[] = [];
  let hasEnded = false;
  const receiver = {
    receive: (event: ChangeEvent) => events.push(event) > 0,
    end: () => {
      hasEnded = true;
    },
  };
  const watch = await feed.watch({ person, lastEventId: null, ...request }, receiver);
  return {
    events,
    changes: () => events.flatMap(({ change }) => (change.topic === 'reached' ? [] : [change])),
    watch,
    hasEnded: () => hasEnded,
  };
}

export const tomorrow = addMs(instant(Math.ceil(Date.now() / hourMs) * hourMs), 24 * hourMs);

/** Holds an hour of a room, the n-th from tomorrow on. */
export async function hold(
  { bookings }: Pick<Replica, 'bookings'>,
  person: Person,
  roomId: string,
  hour: number,
): Promise<Booking> {
  const slot = { start: addMs(tomorrow, hour * hourMs), end: addMs(tomorrow, (hour + 1) * hourMs) };
  const result = await bookings.hold(newBooking(person, { ...slot, roomIds: [roomId] }));
  if (result.outcome !== 'held') throw new Error(`not held: ${result.outcome}`);
  return result.booking;
}

export async function confirm(
  { bookings }: Pick<Replica, 'bookings'>,
  booking: Booking,
): Promise<Booking> {
  const settled = await bookings.settle(booking, {
    status: 'confirmed',
    reason: null,
    dueAt: null,
    actor: 'foyer',
  });
  if (!settled) throw new Error('not settled');
  return settled;
}
