import type { Phase, Step } from '@/lib/core/bookings/protocol';

/** What stands in the database of a booking's installation. `…-due`: ended, and looked for once more. */
export type Row =
  | 'none'
  | 'pending'
  | 'withdrawing'
  | 'cancelling'
  | 'awaiting'
  | 'confirmed'
  | 'released'
  | 'failed'
  | 'failed-due'
  | 'cancelled'
  | 'cancelled-due';

/**
 * A booking's event in the room's calendar. `stands` is accepted where the server is the referee.
 * `robbed`: somebody from outside removed it. `returned`: so after it was read back as ours alone,
 * and a late write put it there again; what follows is told by the change feed, not by the booking protocol.
 */
export const eventStates = [
  'none',
  'stands',
  'twice',
  'pending',
  'declined',
  'robbed',
  'returned',
] as const;
export type EventState = (typeof eventStates)[number];

/** A process at work on a booking, about to take a step. */
export interface Process {
  readonly step: Step;
  /** The row is still as this process knows it: nobody has moved the booking on since. */
  readonly current: boolean;
  /** It has the name of the event, by an answer. */
  readonly known: boolean;
  /** Not the protocol's but the judge's: the read that led here showed our event, and alone. */
  readonly proven: boolean;
  /** The judge's too: the other booking had come to rest when this process last read. */
  readonly lastLook: boolean;
}

/** A request or reconciliation, and beside it the request of somebody who cancels. */
export type Role = 'worker' | 'canceller';

export interface BookingWorld {
  readonly row: Row;
  /** The row holds the name of the event. */
  readonly known: boolean;
  /** Reconciliation has taken the booking up before. */
  readonly taken: boolean;
  readonly worker: Process | null;
  readonly canceller: Process | null;
  readonly event: EventState;
  /** A write whose process no longer listens, and that the calendar may still apply. */
  readonly onItsWay: boolean;
}

/** The outside writer's event. */
export const outsides = ['not-yet', 'stands', 'pending', 'declined', 'removed'] as const;
export type Outside = (typeof outsides)[number];

export type Pair<T> = readonly [T, T];
export type Side = 0 | 1;

/** Two installations, one booking of the same slot each; the first has the smaller uid. */
export interface World {
  readonly bookings: Pair<BookingWorld>;
  readonly outside: Outside;
}

export const atRest: BookingWorld = {
  row: 'none',
  known: false,
  taken: false,
  worker: null,
  canceller: null,
  event: 'none',
  onItsWay: false,
};

export const beginning: World = { bookings: [atRest, atRest], outside: 'not-yet' };

export const other = (side: Side): Side => (side === 0 ? 1 : 0);

export function withBooking(world: World, side: Side, booking: BookingWorld): World {
  const { bookings, outside } = world;
  return {
    bookings: side === 0 ? [booking, bookings[1]] : [bookings[0], booking],
    outside,
  };
}

const endedRows: ReadonlySet<Row> = new Set(['released', 'failed', 'cancelled']);
const dueRows: ReadonlySet<Row> = new Set([
  'pending',
  'withdrawing',
  'cancelling',
  'awaiting',
  'failed-due',
  'cancelled-due',
]);

export const isDue = (row: Row): boolean => dueRows.has(row);
export const hasEnded = (row: Row): boolean => endedRows.has(row) || row.endsWith('-due');

/** Nothing moves any more on this side, and nothing is due. */
export function isSettled({ row, worker, canceller, onItsWay }: BookingWorld): boolean {
  return worker === null && canceller === null && !onItsWay && row !== 'none' && !isDue(row);
}

/** The row of a booking that is left at a phase. */
export function rowOf(phase: Phase, before: Row): Row {
  if (phase === 'withdrawing' || phase === 'cancelling' || phase === 'awaiting') return phase;
  if (phase !== 'sweeping') return 'pending';
  return before.startsWith('cancelled') ? 'cancelled-due' : 'failed-due';
}
