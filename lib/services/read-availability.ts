import type { Calendar } from '@/lib/calendar/calendar';
import type { Availability, BusyInterval } from '@/lib/core/availability/busy';
import type { RoomOccurrence, RoomTaken } from '@/lib/core/availability/room-taken';
import { toTaken } from '@/lib/core/availability/to-taken';
import { groupBy } from '@/lib/core/group-by';
import type { Room } from '@/lib/core/places/room';
import type { Clock } from '@/lib/core/time/clock';
import type { Instant } from '@/lib/core/time/instant';
import { contains, type Interval } from '@/lib/core/time/interval';
import type { MirrorState, StoredBusy, StoredCalendars } from '@/lib/db/calendar-ports';
import type { BookingStore } from '@/lib/db/ports';
import { toUnknownReason } from '@/lib/services/unknown-reason';

export interface AvailabilityDeps {
  readonly calendar: Pick<Calendar, 'freeBusy'>;
  readonly bookings: Pick<BookingStore, 'occurrencesIn'>;
  /** Without it every calendar is asked live. */
  readonly stored?: StoredCalendars;
  readonly clock: Clock;
}

export interface AvailabilityQuestion {
  readonly rooms: readonly Room[];
  readonly window: Interval;
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** True: ask the calendars themselves, and share no answer with a read that began earlier. */
  readonly fresh: boolean;
}

/** A person at a grid waits no longer than this for a calendar that does not answer. */
const readDeadlineMs = 6_000;

/** What one room's calendar says; Foyer's own bookings are not merged in yet. */
type Reading =
  | { readonly status: 'known'; readonly asOf: Instant; readonly busy: readonly BusyInterval[] }
  | Extract<Availability, { status: 'unknown' }>;

export interface WholeReading {
  /** One for each room, in the order asked. */
  readonly rooms: readonly RoomTaken[];
  /** Whether all of it was read from our own database, where every change is announced. */
  readonly isStored: boolean;
}

/**
 * When rooms are taken, with Foyer's own holds that no calendar knows yet; one answer per room, in
 * the order asked. Local calendars are read where they live, others in their mirror, and live where
 * there is none or the window is beyond it. A calendar that fails makes its rooms unknown, and so
 * does a mirror that is too old.
 */
export async function readAvailability(
  deps: AvailabilityDeps,
  question: AvailabilityQuestion,
): Promise<readonly RoomTaken[]> {
  return (await readWhole(deps, question)).rooms;
}

/** The same, with where it was read. */
export async function readWhole(
  deps: AvailabilityDeps,
  question: AvailabilityQuestion,
): Promise<WholeReading> {
  const { rooms, window } = question;
  const roomIds = rooms.map((room) => room.id);
  const [{ readings, isStored }, occurrences] = await Promise.all([
    readCalendars(deps, question),
    deps.bookings.occurrencesIn(roomIds, window),
  ]);
  const byRoom = groupBy(occurrences, (occurrence) => occurrence.roomId);
  const taken = rooms.map((room) => toRoomTaken(room, readings.get(room.id), byRoom, window));
  return { rooms: taken, isStored };
}

type Readings = ReadonlyMap<string, Reading>;

interface ReadCalendars {
  readonly readings: Readings;
  readonly isStored: boolean;
}

function toRoomTaken(
  room: Room,
  reading: Reading | undefined,
  byRoom: ReadonlyMap<string, readonly RoomOccurrence[]>,
  window: Interval,
): RoomTaken {
  if (!reading) throw new Error(`nobody has read the room ${room.id}`);
  if (reading.status === 'unknown') return { room, availability: reading, taken: [] };
  const taken = toTaken(reading.busy, byRoom.get(room.id) ?? [], window);
  return { room, availability: { ...reading, busy: taken }, taken };
}

async function readCalendars(
  deps: AvailabilityDeps,
  question: AvailabilityQuestion,
): Promise<ReadCalendars> {
  const { stored } = deps;
  if (!stored || question.fresh) {
    return { readings: await readLive(deps, question, question.rooms), isStored: false };
  }
  const isLocal = (room: Room) => room.connection.kind === 'local';
  const local = question.rooms.filter(isLocal);
  const elsewhere = question.rooms.filter((room) => !isLocal(room));
  const [ours, theirs] = await Promise.all([
    readLocal(deps, stored, question.window, local),
    readElsewhere(deps, stored, question, elsewhere),
  ]);
  return { readings: new Map([...ours, ...theirs.readings]), isStored: theirs.isStored };
}

async function readLocal(
  { clock }: AvailabilityDeps,
  stored: StoredCalendars,
  window: Interval,
  rooms: readonly Room[],
): Promise<Readings> {
  if (rooms.length === 0) return new Map();
  const asOf = clock.now();
  const roomIds = rooms.map((room) => room.id);
  const { known, busy } = await stored.local(roomIds, window);
  const byPlace = placed(rooms.length, busy);
  return new Map(
    roomIds.map((id, place): [string, Reading] => {
      if (!known[place]) return [id, { status: 'unknown', asOf, reason: 'room-missing' }];
      return [id, { status: 'known', asOf, busy: byPlace[place] ?? [] }];
    }),
  );
}

async function readElsewhere(
  deps: AvailabilityDeps,
  stored: StoredCalendars,
  question: AvailabilityQuestion,
  rooms: readonly Room[],
): Promise<ReadCalendars> {
  if (rooms.length === 0) return { readings: new Map(), isStored: true };
  const { window } = question;
  const roomIds = rooms.map((room) => room.id);
  const { states, busy } = await stored.mirrored(roomIds, window);
  const byPlace = placed(rooms.length, busy);
  const mirrored = new Map<string, Reading>();
  for (const [place, id] of roomIds.entries()) {
    const state = states[place] ?? null;
    if (state && contains(state.covers, window)) mirrored.set(id, toReading(state, byPlace[place]));
  }
  const others = rooms.filter((room) => !mirrored.has(room.id));
  if (others.length === 0) return { readings: mirrored, isStored: true };
  const live = await readLive(deps, question, others);
  return { readings: new Map([...mirrored, ...live]), isStored: false };
}

function toReading(state: MirrorState, busy: readonly BusyInterval[] = []): Reading {
  const { asOf, isTooOld, error } = state;
  if (!isTooOld) return { status: 'known', asOf, busy };
  return { status: 'unknown', asOf, reason: error ? toUnknownReason(error) : 'too-old' };
}

async function readLive(
  { calendar, clock }: AvailabilityDeps,
  { window, signal, requestId, fresh }: AvailabilityQuestion,
  rooms: readonly Room[],
): Promise<Readings> {
  const asOf = clock.now();
  const options = { signal, requestId, fresh, deadlineMs: readDeadlineMs };
  const answers = await calendar.freeBusy(rooms, window, options);
  return new Map(
    [...answers].map(([id, answer]): [string, Reading] => {
      if (answer.known) return [id, { status: 'known', asOf, busy: answer.busy }];
      return [id, { status: 'unknown', asOf, reason: toUnknownReason(answer.error.code) }];
    }),
  );
}

/** By the place of the room. */
function placed(rooms: number, pieces: readonly StoredBusy[]): readonly BusyInterval[][] {
  const byPlace = Array.from({ length: rooms }, (): BusyInterval[] => []);
  for (const piece of pieces) byPlace[piece.place]?.push(piece);
  return byPlace;
}
