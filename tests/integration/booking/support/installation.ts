import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { CalendarBackend } from '@/lib/calendar/backend';
import { createCalendar, type Deadlines } from '@/lib/calendar/calendar';
import { createRouting } from '@/lib/calendar/routing';
import type { Booking } from '@/lib/core/bookings/booking';
import type { Person } from '@/lib/core/places/person';
import type { Room } from '@/lib/core/places/room';
import type { RoomPolicy } from '@/lib/core/policy/room-policy';
import { addMs, hourMs, type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import { openDatabase } from '@/lib/db/client';
import { createBookingStore } from '@/lib/db/repositories/booking-store';
import { createPeopleStore } from '@/lib/db/repositories/people-store';
import { createPlacesStore } from '@/lib/db/repositories/places-store';
import type { BookingBudgets, BookingDeps } from '@/lib/services/booking/booking-deps';
import {
  type CreateBookingCommand,
  type CreatedBooking,
  createBooking,
} from '@/lib/services/create-booking';
import { reconcileBookings } from '@/lib/services/reconcile-bookings';
import { addPlaces, removePlaces } from '@/tests/integration/booking/support/add-places';
import { createTestDatabase, type TestDatabase } from '@/tests/support/postgres';

/** Foyer's services over a database of their own and a calendar of the test's choice. */
export interface Installation {
  /** What the services are given; a test may wrap parts of it. */
  readonly deps: BookingDeps;
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly rooms: readonly Room[];
  readonly people: { readonly alice: Person; readonly bob: Person; readonly manager: Person };
  /** What was warned of. */
  readonly warnings: string[];
  /** Lets time pass for these services; nobody really waits. */
  pass(durationMs: number): void;
  stop(): Promise<void>;
}

export interface InstallationPlan {
  readonly backend: CalendarBackend;
  /** A migrated database to use instead of one of its own: it is emptied first and not dropped. */
  readonly database?: TestDatabase;
  readonly roomIds?: readonly string[];
  readonly policy?: Partial<RoomPolicy>;
  /** Begins the ids of bookings, and so decides their rank among installations. */
  readonly rank?: string;
  readonly budgets?: Partial<BookingBudgets>;
  readonly deadlines?: Partial<Deadlines>;
}

const shortBudgets: BookingBudgets = {
  requestMs: 20_000,
  leaseMs: 25_000,
  roomAnswerMs: 300,
  rivalMs: 1_000,
};

export async function openInstallation(plan: InstallationPlan): Promise<Installation> {
  const { backend, roomIds = ['room-1'], policy = {}, rank = '' } = plan;
  const database = plan.database ?? (await createTestDatabase());
  const { pool, prisma, close } = openDatabase({
    url: database.url,
    maxConnections: 20,
    onIdleError: () => undefined,
  });
  if (plan.database) await removePlaces(pool);
  const { organisationId, rooms } = await addPlaces(pool, roomIds, policy);
  const people = createPeopleStore({ prisma, pool, organisationId, newId: randomUUID });
  const [alice, bob, manager] = await Promise.all([
    people.ensurePerson({ email: 'alice@example.org', name: 'Alice', role: 'employee' }),
    people.ensurePerson({ email: 'bob@example.org', name: 'Bob', role: 'employee' }),
    people.ensurePerson({ email: 'manager@example.org', name: 'Mona', role: 'manager' }),
  ]);
  const warnings: string[] = [];
  const log = {
    warn: (_fields: object, message: string) => void warnings.push(message),
    debug: () => undefined,
  };
  let passedMs = 0;
  const clock = { now: (): Instant => instant(Date.now() + passedMs) };
  const pass = (durationMs: number) => {
    passedMs += durationMs;
  };
  const calendar = createCalendar({
    routing: createRouting({ open: async () => ({ revision: 1, backend }), log }),
    clock: { now: () => instant(Date.now()) },
    random: () => 0,
    log,
    ...(plan.deadlines ? { deadlines: plan.deadlines } : {}),
  });
  return {
    pool,
    databaseUrl: database.url,
    rooms,
    people: { alice, bob, manager },
    warnings,
    pass,
    deps: {
      calendar,
      bookings: createBookingStore(pool),
      places: createPlacesStore(pool),
      people,
      clock,
      newId: () => `${rank}${randomUUID()}`,
      random: () => 0.5,
      wait: async (durationMs) => pass(durationMs),
      log,
      budgets: { ...shortBudgets, ...plan.budgets },
    },
    stop: async () => {
      await close();
      if (!plan.database) await database.drop();
    },
  };
}

export type Wish = Partial<CreateBookingCommand> & {
  readonly person?: Person;
  readonly signal?: AbortSignal;
};

/** Tomorrow from that hour on, for one hour. */
export function tomorrow(hour = 0): Interval {
  const start = addMs(instant(Math.ceil(Date.now() / hourMs) * hourMs), (24 + hour) * hourMs);
  return { start, end: addMs(start, hourMs) };
}

/** Books the first room for an hour of tomorrow as Alice, unless wished otherwise. */
export function book(
  installation: Installation,
  wish: Wish = {},
  other: Partial<BookingDeps> = {},
): Promise<Booking> {
  return bookWhole(installation, wish, other).then(({ booking }) => booking);
}

/** The same, with what was left out. */
export function bookWhole(
  { deps, rooms, people }: Installation,
  wish: Wish = {},
  other: Partial<BookingDeps> = {},
): Promise<CreatedBooking> {
  const { person = people.alice, signal = new AbortController().signal, ...command } = wish;
  return createBooking(
    { ...deps, ...other },
    {
      ...tomorrow(),
      roomIds: rooms.slice(0, 1).map((room) => room.id),
      title: 'Planning',
      timeZone: zoneId('Europe/Paris'),
      attendees: [],
      visibility: 'default',
      idempotencyKey: null,
      ...command,
    },
    { person, signal, requestId: 'request-1' },
  );
}

/** Lets every lease run out and reconciles until nothing is due, as the job of a replica does. */
export async function recover(
  installation: Installation,
  other: Partial<BookingDeps> = {},
  rounds = 24,
): Promise<void> {
  const { deps, pass, pool } = installation;
  for (let round = 0; round < rounds; round += 1) {
    const open = await pool.query('SELECT 1 FROM bookings WHERE due_at IS NOT NULL');
    if (open.rowCount === 0) return;
    pass(deps.budgets.leaseMs + 60_000);
    await reconcileBookings({ ...deps, ...other }, `recovery-${round}`);
  }
}
