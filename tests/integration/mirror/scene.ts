import type { MockBackend } from '@/lib/calendar/backends/mock';
import type { Booking } from '@/lib/core/bookings/booking';
import type { RoomPolicy } from '@/lib/core/policy/room-policy';
import { addMs, dayMs, hourMs, type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { MirrorLease, MirrorStore, StoredCalendars } from '@/lib/db/calendar-ports';
import { createConflictStore } from '@/lib/db/repositories/conflict-store';
import { createStoredCalendars } from '@/lib/db/repositories/stored-calendars';
import type { MirrorDeps } from '@/lib/services/mirror/mirror-deps';
import { readSlots } from '@/lib/services/mirror/read-slots';
import { refreshLease } from '@/lib/services/mirror/refresh-lease';
import { readAvailability } from '@/lib/services/read-availability';
import type { Installation } from '@/tests/integration/booking/support/installation';
import {
  appReferee,
  type Scene,
  withInstallation,
} from '@/tests/integration/booking/support/with-installation';
import { mirrorStoreOf } from '@/tests/support/mirror-store-of';
import { newBooking } from '@/tests/support/new-booking';

/** Rooms of a mock with their mirror, of which every reading is asked for. */
export interface MirrorScene {
  readonly foyer: Installation;
  readonly mock: MockBackend;
  readonly store: MirrorStore;
  readonly stored: StoredCalendars;
  readonly conflicts: ReturnType<typeof createConflictStore>;
  readonly deps: MirrorDeps;
  /** Takes every room, due or not, as one replica would. */
  take(leaseMs?: number): Promise<readonly MirrorLease[]>;
  /** Takes every room and reads it. */
  refresh(): Promise<void>;
  /** What people are shown of the first room; `live` asks its calendar. */
  shown(window: Interval, how?: 'mirror' | 'live'): Promise<Shown>;
  /** Stretches that the change stream was told of since the last call. */
  told(topic: 'availability' | 'booking'): Promise<readonly unknown[]>;
}

export interface Shown {
  readonly status: 'known' | 'unknown';
  readonly reason: string | null;
  readonly asOf: Instant;
  readonly busy: readonly { start: Instant; end: Instant; bookingId: string | null }[];
}

export const roomRef = { roomId: 'room-1', address: {} };
const origin = instant(Math.ceil(Date.now() / hourMs) * hourMs + dayMs);

/** From the n-th hour of tomorrow on, for so many hours. */
export function hours(from: number, length = 1): Interval {
  const at = (hour: number) => addMs(origin, Math.round(hour * hourMs));
  return { start: at(from), end: at(from + length) };
}

export const tomorrow: Interval = hours(0, 24);

export interface MirrorPlan {
  readonly roomIds?: readonly string[];
  readonly bufferMinutes?: number;
  readonly policy?: Partial<RoomPolicy>;
}

export function withMirror<T>(
  work: (scene: MirrorScene) => Promise<T>,
  plan: MirrorPlan = {},
): Promise<T> {
  const { roomIds = ['room-1'], bufferMinutes = 0 } = plan;
  const buffers = { bufferBeforeMinutes: bufferMinutes, bufferAfterMinutes: bufferMinutes };
  const policy = { ...plan.policy, ...buffers };
  return withInstallation((scene) => work(openMirror(scene)), {
    mock: appReferee,
    roomIds,
    policy,
  });
}

export function openMirror({ foyer, mock }: Scene): MirrorScene {
  const { pool } = foyer;
  const store = mirrorStoreOf(pool);
  const stored = createStoredCalendars({ pool, mirrorMaxAgeMs: 300_000 });
  const deps: MirrorDeps = { ...foyer.deps, mirror: store };
  const take = async (leaseMs = 50_000) => {
    await store.wake(foyer.rooms.map((room) => room.id));
    return store.take(await readSlots(deps), leaseMs);
  };
  let lastLine = 0;
  return {
    foyer,
    mock,
    store,
    stored,
    conflicts: createConflictStore(pool),
    deps,
    take,
    refresh: async () => {
      const leases = await take();
      const { signal } = new AbortController();
      await Promise.all(leases.map((lease) => refreshLease(deps, lease, 'refresh', signal)));
    },
    shown: (window, how = 'mirror') => show(foyer, stored, window, how),
    told: async (topic) => {
      const lines = await pool.query<{ id: string; topic: string; payload: unknown }>(
        'SELECT id, topic, payload FROM outbox WHERE id > $1 ORDER BY id',
        [lastLine],
      );
      lastLine = Number(lines.rows.at(-1)?.id ?? lastLine);
      return lines.rows.filter((row) => row.topic === topic).map(({ payload }) => payload);
    },
  };
}

async function show(
  { deps, rooms }: Installation,
  stored: StoredCalendars,
  window: Interval,
  how: 'mirror' | 'live',
): Promise<Shown> {
  const { signal } = new AbortController();
  const question = { rooms: rooms.slice(0, 1), window, signal, requestId: 'show' };
  const [first] = await readAvailability(
    { ...deps, stored },
    { ...question, fresh: how === 'live' },
  );
  if (!first) throw new Error('no room');
  const { availability, taken } = first;
  return {
    status: availability.status,
    reason: availability.status === 'unknown' ? availability.reason : null,
    asOf: availability.asOf,
    busy: taken.map(({ start, end, occurrence }) => ({
      start,
      end,
      bookingId: occurrence?.bookingId ?? null,
    })),
  };
}

/** A slot held in the first room, as the protocol holds it before anything is written. */
export async function hold({ deps, people }: Installation, slot: Interval): Promise<Booking> {
  const wish = newBooking(people.alice, { ...slot, roomIds: ['room-1'] });
  const held = await deps.bookings.hold(wish);
  if (held.outcome !== 'held') throw new Error(`not held: ${held.outcome}`);
  return held.booking;
}
