import type { Calendar } from '@/lib/calendar/calendar';
import type { Clock } from '@/lib/core/time/clock';
import type { BookingStore, PeopleStore, PlacesStore } from '@/lib/db/ports';

/** What the booking protocol stands on. */
export interface BookingDeps {
  readonly calendar: Calendar;
  readonly bookings: BookingStore;
  readonly places: PlacesStore;
  readonly people: PeopleStore;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Resolves after so many milliseconds; tests let time pass at once. */
  readonly wait: (durationMs: number, signal: AbortSignal) => Promise<void>;
  /** 0 up to 1. */
  readonly random: () => number;
  readonly log: BookingLog;
  readonly budgets: BookingBudgets;
}

export interface BookingLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface BookingBudgets {
  /** From the hold on, the request that made a booking works on it for at most this long. */
  readonly requestMs: number;
  /** After this the booking belongs to reconciliation; longer than `requestMs`. */
  readonly leaseMs: number;
  /** How long a person waits for a room's own answer before "requested" is told. */
  readonly roomAnswerMs: number;
  /** How long a booking with a smaller uid waits for another installation's to go away. */
  readonly rivalMs: number;
}

/** What a killed process has left is settled within half a minute of the next one's start. */
export const defaultBudgets: BookingBudgets = {
  requestMs: 20_000,
  leaseMs: 24_000,
  roomAnswerMs: 3_000,
  rivalMs: 5_000,
};
