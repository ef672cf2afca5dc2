import type { Person } from '@/lib/core/places/person';
import type { Instant } from '@/lib/core/time/instant';

/** A person as administrators see them. */
export interface PersonRecord extends Person {
  /** Null for those who stay. */
  readonly leavingAt: Instant | null;
}

/** A booking of somebody who leaves that has dates to come, or is still being worked on. */
export interface LeftBooking {
  readonly id: string;
  /** Somebody is at it already. */
  readonly isUnderWay: boolean;
  /** The first of its dates to come; null for a booking of one date. */
  readonly recurrenceId: Instant | null;
}

/** The removal of people and of what names them. */
export interface LeaverStore {
  /** Everybody who was not removed, by name. */
  list(organisationId: string): Promise<readonly PersonRecord[]>;
  /**
   * From now on nobody is signed in as that person: tokens and feed addresses are gone, sessions are
   * over. False where there is no such person.
   */
  begin(organisationId: string, personId: string, now: Instant): Promise<boolean>;
  /** People who are being removed, the longest first. */
  leaving(organisationId: string): Promise<readonly Person[]>;
  /** What they organise that holds dates beginning after that moment, or has not come to rest. */
  bookingsLeft(personId: string, after: Instant): Promise<readonly LeftBooking[]>;
  /**
   * Takes the name out of everything of Foyer's: the person, the words of what they organised, what
   * was mailed about it. What is left says when which room was taken. Nothing while a booking is left:
   * false then.
   */
  erase(personId: string, now: Instant): Promise<boolean>;
}
