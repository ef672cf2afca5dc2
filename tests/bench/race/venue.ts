import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import type { LedgerBooking } from '@/tests/bench/books/read-ledger';
import type { StoredEvent } from '@/tests/bench/books/stored-event';
import type { VenueKind } from '@/tests/bench/race/options';
import type { MeetingDate } from '@/tests/bench/simulated/simulated-server';
import type { App } from '@/tests/support/app';

/** A room on a real calendar, and a road to that calendar which leads past Foyer. */
export interface Venue {
  /** The calendar server, by name and version. */
  readonly server: string;
  readonly roomId: string;
  /** Every date that the calendar holds. */
  readonly events: (ledger: readonly LedgerBooking[]) => Promise<readonly StoredEvent[]>;
  /** What those who called meetings have in their own calendars; null where they have none. */
  readonly meetings: ((ledger: readonly LedgerBooking[]) => Promise<readonly MeetingDate[]>) | null;
  /** Whether the room itself has still something to read. */
  readonly isAnswering: () => Promise<boolean>;
  /** Another program's event, written without asking anybody; null where nobody else can write. */
  readonly writeOutside: ((slot: Interval) => Promise<OutsideWrite>) | null;
  /** The outside writer starts at any moment within this, so that every order of steps occurs. */
  readonly outsideWithinMs: number;
  readonly stop: () => Promise<void>;
}

export interface OutsideWrite {
  readonly uid: string;
  /**
   * Uids of Foyer's events in the slot, by a complete read that began after the write ended; null
   * where the room itself refuses one of two.
   */
  readonly foyerSeen: readonly string[] | null;
}

export interface VenueParts {
  readonly app: App;
  readonly adminToken: string;
  /** To the application's database, past the application. */
  readonly client: Client;
}

export const policy = { bookingWindowDays: 1_000 };

export const newName = (kind: VenueKind): string => `Race ${kind} ${randomUUID().slice(0, 8)}`;

/** Those that overlap one of the dates. */
export function within<T extends Interval>(
  some: readonly T[],
  dates: readonly Interval[],
): readonly T[] {
  return some.filter((each) => dates.some((date) => overlaps(each, date)));
}
