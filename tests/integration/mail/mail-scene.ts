import { randomUUID } from 'node:crypto';
import type ICAL from 'ical.js';
import type { Capabilities } from '@/lib/calendar/capabilities';
import type { Booking } from '@/lib/core/bookings/booking';
import { formatDateId } from '@/lib/core/bookings/date-id';
import { type Instant, instant } from '@/lib/core/time/instant';
import { createMailStore } from '@/lib/db/repositories/mail-store';
import type { Mailer } from '@/lib/mail/mailer';
import { createSmtpMailer } from '@/lib/mail/smtp-mailer';
import { type CancelBookingCommand, cancelBooking } from '@/lib/services/cancel-booking';
import { type ChangeBookingCommand, changeBooking } from '@/lib/services/change-booking';
import type { MailDeps } from '@/lib/services/invitations/mail-deps';
import { planInvitations } from '@/lib/services/invitations/plan-invitations';
import { sendInvitations } from '@/lib/services/invitations/send-invitations';
import type { Installation } from '@/tests/integration/booking/support/installation';
import {
  appReferee,
  withInstallation,
} from '@/tests/integration/booking/support/with-installation';
import { type MailServer, mailCredentials, type ReceivedMail } from '@/tests/support/mail-server';

/** Foyer with a mail server, and what people find in their mailboxes. */
export interface MailScene {
  readonly foyer: Installation;
  readonly deps: MailDeps;
  readonly mailer: Mailer;
  /** Plans and sends until nothing is due, and answers what has come since the last time. */
  deliver(other?: Partial<MailDeps>): Promise<readonly ReceivedMail[]>;
  /** Everything that was put off is due. */
  hurry(): Promise<void>;
  /** What was warned of, with its fields. */
  readonly logged: readonly Readonly<Record<string, unknown>>[];
}

export interface MailPlan {
  readonly roomIds?: readonly string[];
  readonly roomsPerEvent?: number;
}

export function withMail(
  server: MailServer,
  work: (scene: MailScene) => Promise<void>,
  { roomIds = ['room-1', 'room-2'], roomsPerEvent = 20 }: MailPlan = {},
): Promise<void> {
  server.mails.length = 0;
  server.answer = () => null;
  server.losesAnswers = false;
  const plan = { roomIds, mock: { ...appReferee, roomsPerEvent } };
  return withInstallation(async ({ foyer }) => work(openScene(server, foyer)), plan);
}

export function newMailer({ port, authorities }: MailServer): Mailer {
  return createSmtpMailer({
    host: 'localhost',
    port,
    encryption: 'tls',
    credentials: mailCredentials,
    from: { address: 'rooms@example.org', name: 'Rooms' },
    authorities,
  });
}

function openScene(server: MailServer, foyer: Installation): MailScene {
  const mailer = newMailer(server);
  const logged: Readonly<Record<string, unknown>>[] = [];
  const log = {
    warn: (fields: object, message: string) => void logged.push({ ...fields, message }),
  };
  const mails = createMailStore(foyer.pool);
  const deps: MailDeps = { ...foyer.deps, newId: randomUUID, log, mails, mailer };
  let seen = 0;
  return {
    foyer,
    deps,
    mailer,
    logged,
    deliver: async (other = {}) => {
      const all = { ...deps, ...other };
      const way = all.mailer ?? mailer;
      while ((await planInvitations(all, way)) + (await sendInvitations(all, way)) > 0);
      const come = server.mails.slice(seen);
      seen = server.mails.length;
      return [...come].sort((a, b) => (a.to < b.to ? -1 : 1));
    },
    hurry: async () => {
      const ago = `now() - interval '1 second'`;
      await foyer.pool.query(`UPDATE invitations SET due_at = ${ago} WHERE due_at IS NOT NULL`);
      await foyer.pool.query(`UPDATE booking_mailings SET due_at = ${ago}`);
    },
  };
}

const call = ({ people }: Installation) => ({
  person: people.alice,
  signal: new AbortController().signal,
  requestId: 'request-3',
});

/** A booking, or that date of it, as Alice. */
export function change(
  foyer: Installation,
  { id }: Pick<Booking, 'id'>,
  wish: Omit<ChangeBookingCommand, 'bookingId' | 'revision'>,
  date: Instant | null = null,
): Promise<Booking> {
  const bookingId = date === null ? id : formatDateId(id, date);
  return changeBooking(foyer.deps, { bookingId, revision: null, ...wish }, call(foyer));
}

export function cancel(
  foyer: Installation,
  { id }: Pick<Booking, 'id'>,
  date: Instant | null = null,
  scope?: CancelBookingCommand['scope'],
) {
  const bookingId = date === null ? id : formatDateId(id, date);
  return cancelBooking(foyer.deps, { bookingId, revision: null, scope }, call(foyer));
}

/** The rooms named are in calendars that tell people themselves. */
export function inviting({ deps }: MailScene, connectionIds: readonly string[]): Partial<MailDeps> {
  const capabilities: MailDeps['calendar']['capabilities'] = async (connection) => {
    const known: Capabilities = await deps.calendar.capabilities(connection);
    return connectionIds.includes(connection.id) ? { ...known, invitations: 'server' } : known;
  };
  return { calendar: { ...deps.calendar, capabilities } };
}

/** One component of an iTIP message, in a few words. */
export interface Told {
  readonly uid: string;
  readonly sequence: number;
  readonly status: string;
  readonly start: Instant;
  readonly recurrenceId: Instant | null;
  readonly exceptions: readonly Instant[];
  readonly where: string | null;
  readonly attendees: readonly string[];
}

export function toldIn({ calendar }: ReceivedMail): readonly Told[] {
  return calendar.getAllSubcomponents('vevent').map((event) => {
    const text = (name: string) => String(event.getFirstPropertyValue(name));
    return {
      uid: text('uid'),
      sequence: Number(text('sequence')),
      status: text('status'),
      start: timesOf(event, 'dtstart')[0] ?? instant(0),
      recurrenceId: timesOf(event, 'recurrence-id')[0] ?? null,
      exceptions: timesOf(event, 'exdate'),
      where: event.hasProperty('location') ? text('location') : null,
      attendees: event
        .getAllProperties('attendee')
        .map((each) => String(each.getFirstValue()).replace('mailto:', '')),
    };
  });
}

/** Read by the library's own zones, which the object itself brings along. */
function timesOf(event: ICAL.Component, name: string): readonly Instant[] {
  return event
    .getAllProperties(name)
    .flatMap((property) => property.getValues())
    .map((time) => instant((time as ICAL.Time).toJSDate().getTime()));
}

/** Method, receiver and subject of each. */
export function summaryOf(mails: readonly ReceivedMail[]): readonly string[] {
  return mails.map(({ calendar, to, mail }) => {
    const method = String(calendar.getFirstPropertyValue('method'));
    return `${method} ${to} ${mail.subject}`;
  });
}
