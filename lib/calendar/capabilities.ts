/**
 * What a backend can do and how far, as data: callers ask this, never which backend it is.
 * Limits are per call; what is false is answered with `unsupported`.
 */
export interface Capabilities {
  readonly writeMode: 'direct' | 'invite';
  /** The facade splits larger questions by these. */
  readonly freeBusy: {
    readonly roomsPerCall: number;
    readonly windowDays: number;
    /** 0: exact; else busy times are rounded outwards to this many minutes. */
    readonly granularityMinutes: number;
  };
  /** Whether it tells when people are taken, by their addresses, and how many a call; null: it does not. */
  readonly peopleFreeBusy: { readonly peoplePerCall: number; readonly windowDays: number } | null;
  /** Calls that may be under way at once on one connection. */
  readonly concurrency: number;
  /** Who refuses an overlapping event: the calendar itself, or nobody but us. */
  readonly referee: 'server' | 'app';
  readonly roomAnswer: 'immediate' | 'later';
  /** Invitations may reach a room past Foyer, and nobody answers them there but Foyer. */
  readonly needsAttendant?: boolean;
  /** The same uid created twice is one event. */
  readonly idempotentCreate: boolean;
  /** Events carry versions, and a write with an old one is refused as `stale`. */
  readonly versions: boolean;
  /** Who sends invitations to attendees. */
  readonly invitations: 'server' | 'nobody';
  /** Recurring events can be written; reading them is never optional. */
  readonly recurringWrites: boolean;
  /**
   * Where one date of a series may be moved: anywhere, or only to days after that of the date before
   * it and before that of the date after it; else `unsupported`.
   */
  readonly dateMoves: 'anywhere' | 'between-neighbours';
  /** One event may name several rooms. */
  readonly roomsPerEvent: number;
  /**
   * Whether a room's buffer times may be written by making the event longer. `unsupported` where the
   * event is the organiser's own meeting, whose times are what was agreed: only Foyer holds buffers.
   */
  readonly buffers: 'longer-event' | 'unsupported';
  readonly respond: boolean;
  readonly changeFeed: boolean;
  readonly push: boolean;
  readonly admin: {
    readonly listRooms: boolean;
    readonly createCalendar: boolean;
    readonly deleteCalendar: boolean;
    readonly provisionRoom: boolean;
    readonly deleteRoom: boolean;
  };
}
