import type { AskedBooking } from '@/tests/bench/books/asked-booking';
import type { LedgerBooking } from '@/tests/bench/books/read-ledger';
import type { WorldRoom } from '@/tests/bench/crash/rooms/room-source';

/** A request that nobody has answered yet. */
export interface Unanswered {
  readonly key: string;
  readonly calendar: string | null;
  readonly kind: 'book' | 'cancel';
}

/** What all clients of one run share between two comparisons of the books. */
export interface Shift {
  /** Resolves once every server is up. */
  whenUp(): Promise<void>;
  isOver(): boolean;
  /** A room in which no booking is open; null once the shift is over. */
  takeRoom(): Promise<WorldRoom | null>;
  /** Gives it back; `doubtful` names a booking of which nobody knows how it ends. */
  giveRoom(room: WorldRoom, doubtful: string | null): void;
  readonly unanswered: Set<Unanswered>;
  readonly asked: AskedBooking[];
  readonly statuses: number[];
}

export interface ShiftControls extends Shift {
  setUp(isUp: boolean): void;
  /** Rooms whose booking in doubt has ended or stands are free again. */
  look(ledger: readonly LedgerBooking[]): void;
  end(): void;
}

/** Rooms that are in doubt at its end come back with the next shift. */
export function createShift(rooms: readonly WorldRoom[]): ShiftControls {
  const free = [...rooms];
  const doubtful = new Map<string, WorldRoom>();
  const waitingForRoom: ((room: WorldRoom | null) => void)[] = [];
  const waitingForUp: (() => void)[] = [];
  let isUp = true;
  let isOver = false;
  const setFree = (room: WorldRoom) => {
    const next = waitingForRoom.shift();
    if (next) next(room);
    else free.push(room);
  };
  return {
    whenUp: () => (isUp ? Promise.resolve() : new Promise((resolve) => waitingForUp.push(resolve))),
    isOver: () => isOver,
    takeRoom: async () => {
      const room = free.shift();
      if (isOver || room) return room ?? null;
      return new Promise((resolve) => waitingForRoom.push(resolve));
    },
    giveRoom: (room, key) => {
      if (key === null) setFree(room);
      else doubtful.set(key, room);
    },
    unanswered: new Set(),
    asked: [],
    statuses: [],
    setUp: (next) => {
      isUp = next;
      if (isUp) for (const resolve of waitingForUp.splice(0)) resolve();
    },
    look: (ledger) => {
      const open = new Set(ledger.filter(({ status }) => isOpen(status)).map(({ title }) => title));
      for (const [key, room] of doubtful) {
        if (open.has(key)) continue;
        doubtful.delete(key);
        setFree(room);
      }
    },
    end: () => {
      isOver = true;
      for (const resolve of waitingForRoom.splice(0)) resolve(null);
    },
  };
}

const isOpen = (status: string): boolean => status === 'pending' || status.startsWith('awaiting-');
