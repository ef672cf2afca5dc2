import type { Attendee } from '@/lib/core/bookings/booking';
import type { PeopledTelling } from '@/lib/core/invitations/meeting';
import type { PlannedMail } from '@/lib/core/invitations/plan-mail';
import type { ToldMeeting } from '@/lib/core/invitations/told-meeting';
import type { Instant } from '@/lib/core/time/instant';
import type { ZoneId } from '@/lib/core/time/zone';

export interface MailReceiver {
  readonly email: string;
  readonly name: string | null;
  /** BCP 47, the first that Foyer speaks counts. */
  readonly languages: readonly (string | null)[];
}

/** What a mail about a meeting is made of. */
export interface InvitationMail {
  /** What the Message-ID is made of; the same mail has the same for ever. */
  readonly id: string;
  readonly receiver: MailReceiver;
  readonly organizer: { readonly email: string; readonly name: string };
  readonly timeZone: ZoneId;
  /** Of the meeting in iCalendar; with the sequence it says which word is the last. */
  readonly uid: string;
  readonly sequence: number;
  readonly at: Instant;
  readonly planned: PlannedMail;
  /** The meeting as it now stands; of one that is cancelled, as it was told. */
  readonly meeting: ToldMeeting;
  /** As it was told before; null where it was not. */
  readonly before: ToldMeeting | null;
  /** Whether the meeting itself goes on, though without the receiver. */
  readonly goesOn: boolean;
  /** Who is to come, of the whole and of single dates; empty where nobody is to know. */
  readonly people: {
    readonly whole: readonly Attendee[];
    readonly dates: ReadonlyMap<Instant, PeopledTelling['attendees']>;
  };
}

/** Why a mail was not taken, though it may be later. */
export const mailFailures = [
  'deferred',
  'unreachable',
  'timeout',
  'tls',
  'unauthenticated',
  'sender-refused',
  'bad-response',
] as const;
export type MailFailure = (typeof mailFailures)[number];

/** `code` is the SMTP server's reply code (RFC 5321 section 4.2), null where there was none. */
export type MailOutcome =
  | { readonly outcome: 'sent' }
  /** For good. */
  | { readonly outcome: 'refused'; readonly code: number | null }
  | { readonly outcome: 'failed'; readonly reason: MailFailure; readonly code: number | null };

/** Foyer's way to the mail server. */
export interface Mailer {
  /** The message as it goes over the wire (RFC 5322); null for an address that none can go to. */
  compose(mail: InvitationMail): Promise<Uint8Array | null>;
  /** Hands a message over; never throws for what the server or the network does. */
  send(to: string, message: Uint8Array): Promise<MailOutcome>;
}
