import type { ToldMeeting } from '@/lib/core/invitations/told-meeting';
import type { Instant } from '@/lib/core/time/instant';

/** A booking of which people may have to hear, taken by this replica. */
export interface MailingLease {
  readonly organisationId: string;
  readonly bookingId: string;
  /** How often it had changed by then. */
  readonly notes: string;
}

/** Who is told of which meeting. */
export interface InvitationKey {
  readonly bookingId: string;
  /** In small letters. */
  readonly email: string;
  readonly uid: string;
}

/** How far somebody was told of a meeting. */
export interface InvitationState extends InvitationKey {
  readonly sequence: number;
  /** Null: nothing, or that it is cancelled. */
  readonly told: ToldMeeting | null;
  /** What the mail server has refused to tell. */
  readonly refused: { readonly says: ToldMeeting | null } | null;
  /** What a message tells that is on its way. */
  readonly pending: { readonly says: ToldMeeting | null } | null;
}

/** A message that is to be sent; null where none can go to that address, which counts as refused. */
export interface NewMessage extends InvitationKey {
  readonly organisationId: string;
  readonly sequence: number;
  readonly id: string;
  readonly message: Uint8Array | null;
  readonly says: ToldMeeting | null;
  /** From then on it is not worth sending. */
  readonly worthlessAt: Instant;
}

/** A message that is due, taken by this replica. */
export interface MessageLease extends InvitationKey {
  readonly id: string;
  readonly message: Uint8Array;
  /** Sent or not, its time has passed. */
  readonly isWorthless: boolean;
}

/** `code` is the SMTP server's, null where it gave none. */
export type MessageEnd =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'refused'; readonly code: number | null };

/** What people were told, and what they are still to be told. Times are the database's own clock. */
export interface MailStore {
  /** Bookings that are due; each is due again after the lease unless it is done by then. */
  takeMailings(terms: {
    readonly leaseMs: number;
    readonly limit: number;
  }): Promise<readonly MailingLease[]>;
  states(bookingId: string): Promise<readonly InvitationState[]>;
  /**
   * Writes down the messages and that the booking is done, in one transaction. A message is left out
   * where another is on its way or has gone meanwhile, and the booking stays where it has changed.
   */
  keep(lease: MailingLease, messages: readonly NewMessage[]): Promise<void>;
  /** Messages that are due; each is due again after the lease. */
  takeMessages(terms: {
    readonly leaseMs: number;
    readonly limit: number;
  }): Promise<readonly MessageLease[]>;
  /** The message is done with, and its booking is looked at again. */
  end(message: MessageLease, end: MessageEnd): Promise<void>;
  /** Tried again, each time later. */
  postpone(message: MessageLease): Promise<void>;
  /** Forgets what was due so long ago that nobody can be sending mails. */
  forgetUnsent(overdueMs: number): Promise<void>;
}
