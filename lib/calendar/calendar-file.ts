import type { Participant, Recurrence } from '@/lib/calendar/backend';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';

/** What a calendar file says of a meeting beside its times. */
export interface FileWords {
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  /** RFC 5545 section 3.8.1.11. */
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
}

/** One date of a series that is not as the rule and the words of the whole say. */
export interface FileDate extends Interval, FileWords {
  /** The start that the rule gives it. */
  readonly recurrenceId: Instant;
}

/** One meeting, or one series. */
export interface FileEvent extends Interval, FileWords {
  /** The same in every file of the same meeting, so that a calendar knows it again. */
  readonly uid: string;
  /** Grows with every change. */
  readonly sequence: number;
  /** The zone whose wall clock it keeps. */
  readonly timeZone: ZoneId;
  readonly organizer: Participant | null;
  readonly visibility: 'default' | 'private';
  /** Where people see more of it. */
  readonly url: string | null;
  /** `start` and `end` are then those of the first date that the rule names. */
  readonly recurrence: Recurrence | null;
  readonly changedDates: readonly FileDate[];
}

/** What a person takes into a calendar of their own. */
export interface CalendarFile {
  /** How the calendar is called by those who subscribe to it; null for a single meeting. */
  readonly name: string | null;
  readonly events: readonly FileEvent[];
}

/**
 * The text (RFC 5545, published by RFC 5546 section 3.2.1) of a calendar file. It names no attendees:
 * servers would invite them in the name of whoever takes it over.
 */
export type CalendarFileWriter = (file: CalendarFile, now: Instant) => string;
