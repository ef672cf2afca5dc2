import type { RoomTaken } from '@/lib/core/availability/room-taken';
import type { Room } from '@/lib/core/places/room';
import type { Clock } from '@/lib/core/time/clock';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { OutboxStore } from '@/lib/db/ports';
import type { WholeReading } from '@/lib/services/read-availability';

/** Readings that nothing has changed since. */
export interface AvailabilityMemory {
  /** What `read` answers, or what it has answered for the same question and would answer again. */
  recall(
    question: RememberedQuestion,
    read: () => Promise<WholeReading>,
  ): Promise<readonly RoomTaken[]>;
}

export interface RememberedQuestion {
  readonly organisationId: string;
  readonly rooms: readonly Room[];
  readonly window: Interval;
}

export interface MemoryDeps {
  readonly outbox: Pick<OutboxStore, 'newsSince'>;
  readonly clock: Clock;
}

interface Remembered {
  readonly rooms: readonly Room[];
  readonly moment: string;
  readonly until: Instant;
  readonly reading: Promise<WholeReading>;
}

/**
 * Nothing announces that a mirror was confirmed or has become too old, or that a person has another
 * name: such an answer is at most so much older than its `asOf` could be.
 */
const longestMs = 5_000;
const mostReadings = 32;

/**
 * Many people look at the same building. What one of them was told is true for the next for as long
 * as the database, asked each time, holds no change that was committed since. What was read live is not remembered, nor where a room is unknown.
 */
export function createAvailabilityMemory({ outbox, clock }: MemoryDeps): AvailabilityMemory {
  const remembered = new Map<string, Remembered>();
  const forget = (key: string, entry: Remembered) => {
    if (remembered.get(key) === entry) remembered.delete(key);
  };
  return {
    async recall(question, read) {
      const { organisationId, rooms } = question;
      const key = keyOf(question);
      const known = remembered.get(key);
      const { moment, isNews } = await outbox.newsSince(organisationId, known?.moment ?? null);
      if (known && !isNews && clock.now() < known.until && isSame(known.rooms, rooms)) {
        const reading = await known.reading.catch(() => null);
        // Whoever began to read may have left before the end.
        if (reading) return reading.rooms;
      }
      const until = addMs(clock.now(), longestMs);
      const entry = { rooms, moment, until, reading: read() };
      remember(remembered, key, entry);
      try {
        const reading = await entry.reading;
        if (!isLasting(reading)) forget(key, entry);
        return reading.rooms;
      } catch (error) {
        forget(key, entry);
        throw error;
      }
    },
  };
}

function keyOf({ organisationId, rooms, window }: RememberedQuestion): string {
  const [first] = rooms;
  return [organisationId, window.start, window.end, rooms.length, first?.id].join(' ');
}

/** A room is another object once anything about it has changed. */
function isSame(known: readonly Room[], rooms: readonly Room[]): boolean {
  return known.length === rooms.length && known.every((room, place) => room === rooms[place]);
}

function isLasting({ rooms, isStored }: WholeReading): boolean {
  return isStored && rooms.every(({ availability }) => availability.status === 'known');
}

/** The one that was asked for longest ago makes room. */
function remember(all: Map<string, Remembered>, key: string, entry: Remembered): void {
  all.delete(key);
  all.set(key, entry);
  const [oldest] = all.keys();
  if (all.size > mostReadings && oldest !== undefined) all.delete(oldest);
}
