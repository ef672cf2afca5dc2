export type ResponseType =
  | 'none'
  | 'organizer'
  | 'tentativelyAccepted'
  | 'accepted'
  | 'declined'
  | 'notResponded';

export interface Attendee {
  readonly address: string;
  readonly name: string;
  readonly type: 'required' | 'optional' | 'resource';
  readonly response: ResponseType;
  readonly respondedMs: number | null;
}

/** An instant and the zone it was said in, by the name it was given. */
export interface ZonedTime {
  readonly atMs: number;
  readonly zone: string;
}

export interface RecurrencePattern {
  readonly type:
    | 'daily'
    | 'weekly'
    | 'absoluteMonthly'
    | 'relativeMonthly'
    | 'absoluteYearly'
    | 'relativeYearly';
  readonly interval: number;
  readonly month: number;
  readonly dayOfMonth: number;
  readonly daysOfWeek: readonly string[];
  readonly firstDayOfWeek: string;
  readonly index: 'first' | 'second' | 'third' | 'fourth' | 'last';
}

export interface RecurrenceRange {
  readonly type: 'endDate' | 'noEnd' | 'numbered';
  readonly startDate: string;
  /** `0001-01-01` where the series does not end by date. */
  readonly endDate: string;
  readonly numberOfOccurrences: number;
  readonly recurrenceTimeZone: string;
}

export interface Recurrence {
  readonly pattern: RecurrencePattern;
  readonly range: RecurrenceRange;
}

/** What one date of a series may have of its own. */
export interface EventContent {
  readonly subject: string;
  readonly bodyType: 'text' | 'html';
  readonly body: string;
  readonly sensitivity: string;
  readonly showAs: string;
  readonly importance: string;
  readonly isAllDay: boolean;
  readonly categories: readonly string[];
  readonly location: Readonly<Record<string, unknown>>;
  readonly locations: readonly Readonly<Record<string, unknown>>[];
  readonly start: ZonedTime;
  readonly end: ZonedTime;
  readonly attendees: readonly Attendee[];
  readonly hideAttendees: boolean;
  readonly responseRequested: boolean;
  readonly allowNewTimeProposals: boolean;
  readonly isReminderOn: boolean;
  readonly reminderMinutesBeforeStart: number;
  readonly isOnlineMeeting: boolean;
  readonly onlineMeetingProvider: string;
  readonly extendedProperties: Readonly<Record<string, string>>;
  readonly isCancelled: boolean;
  /** What the owner of this calendar said to the meeting. */
  readonly response: ResponseType;
  readonly respondedMs: number | null;
}

export interface EventException {
  readonly changes: Partial<EventContent>;
  readonly changeKey: string;
  readonly modifiedMs: number;
}

/** An event as one mailbox keeps it: every mailbox invited has a copy of its own. */
export interface StoredEvent extends EventContent {
  readonly id: string;
  /** The same in every copy. */
  readonly iCalUId: string;
  readonly isOrganizer: boolean;
  /** Grows when the meeting moves: an answer to an older one no longer counts. */
  readonly sequence: number;
  readonly organizer: { readonly name: string; readonly address: string };
  readonly transactionId: string | null;
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly changeKey: string;
  readonly recurrence: Recurrence | null;
  /** By original start. */
  readonly exceptions: ReadonlyMap<number, EventException>;
  readonly cancelledStarts: ReadonlySet<number>;
}
