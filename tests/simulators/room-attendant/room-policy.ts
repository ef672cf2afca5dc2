/**
 * How a room mailbox treats requests by itself. The words follow Exchange's Set-CalendarProcessing;
 * https://learn.microsoft.com/powershell/module/exchange/set-calendarprocessing
 */
export interface RoomPolicy {
  /** `update-only` (AutoUpdate) keeps the request tentative and never answers. */
  readonly processing: 'answer' | 'update-only';
  readonly allowConflicts: boolean;
  readonly allowRecurring: boolean;
  /** How many days ahead a meeting may end; counted from now. */
  readonly bookingWindowDays: number;
  /** A series that goes past the window: declined when true, else cut off at the window. */
  readonly enforceSchedulingHorizon: boolean;
  /** 0: any length. */
  readonly maximumDurationMinutes: number;
  /** The part of a series, 0 to 100, that may conflict; those dates are declined one by one. */
  readonly conflictPercentageAllowed: number;
  /** The number of dates of a series that may conflict; both limits must be kept. */
  readonly maximumConflictInstances: number;
  /** `delegate`: a request that fits waits, tentative, until a delegate decides. */
  readonly approval: 'none' | 'delegate';
}

/** What a room mailbox does in a new tenant once AutoAccept is set. */
export const defaultRoomPolicy: RoomPolicy = {
  processing: 'answer',
  allowConflicts: false,
  allowRecurring: true,
  bookingWindowDays: 180,
  enforceSchedulingHorizon: true,
  maximumDurationMinutes: 1_440,
  conflictPercentageAllowed: 0,
  maximumConflictInstances: 0,
  approval: 'none',
};
