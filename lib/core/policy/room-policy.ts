import type { Role } from '@/lib/core/places/role';

/** Opening hours of one ISO weekday (Monday 1 to Sunday 7), in minutes since the room's midnight. */
export interface OpeningHours {
  readonly weekday: number;
  readonly opensMinute: number;
  /** At most 1,440: the end of the day. */
  readonly closesMinute: number;
}

export const attendantModes = ['automatic', 'accept', 'decline', 'manual'] as const;
/**
 * How Foyer answers invitations that reach the room past it: `automatic` by the rules and the room's
 * calendar, `accept` whatever is free, `decline` whatever was not booked through Foyer, `manual` nothing: a
 * person answers.
 */
export type AttendantMode = (typeof attendantModes)[number];

export const unansweredModes = ['keep', 'withdraw'] as const;
/** What becomes of a request that the room's own calendar did not answer by its deadline. */
export type UnansweredMode = (typeof unansweredModes)[number];

/** What a room asks of its bookings, every field settled by inheritance. */
export interface RoomPolicy {
  readonly bookingWindowDays: number;
  readonly minNoticeMinutes: number;
  readonly minDurationMinutes: number;
  readonly maxDurationMinutes: number;
  /** Empty: always open. */
  readonly openingHours: readonly OpeningHours[];
  /** The least role that may book; `nobody` takes the room out of service. */
  readonly whoMayBook: Role | 'nobody';
  readonly approval: 'none' | 'manager';
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly checkIn: boolean;
  /** Live bookings one person may hold in this room at a time; null: no limit. */
  readonly maxActivePerPerson: number | null;
  /** Counts only where the calendar system itself answers for nobody. */
  readonly attendant: AttendantMode;
  /** How long a calendar system that answers for its rooms itself has to answer a request. */
  readonly answerDueMinutes: number;
  /** `keep`: the request stands, and is shown as unanswered. `withdraw`: it is taken back. */
  readonly whenUnanswered: UnansweredMode;
}

/** Fields that a room, its building or the organisation may set; a missing one is inherited. */
export type PolicyOverrides = { readonly [K in keyof RoomPolicy]?: RoomPolicy[K] | undefined };

export const defaultPolicy: RoomPolicy = {
  bookingWindowDays: 180,
  minNoticeMinutes: 0,
  minDurationMinutes: 5,
  maxDurationMinutes: 24 * 60,
  openingHours: [],
  whoMayBook: 'employee',
  approval: 'none',
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  checkIn: false,
  maxActivePerPerson: null,
  attendant: 'automatic',
  answerDueMinutes: 24 * 60,
  whenUnanswered: 'keep',
};

/** The policy in force: the first of the given layers that sets a field decides it. */
export function inheritPolicy(...nearestFirst: readonly PolicyOverrides[]): RoomPolicy {
  const settled = [...nearestFirst].reverse().map(withoutMissing);
  return Object.assign({}, defaultPolicy, ...settled);
}

function withoutMissing(overrides: PolicyOverrides): PolicyOverrides {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}
