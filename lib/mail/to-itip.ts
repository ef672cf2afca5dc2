import ICAL from 'ical.js';
import { addZone } from '@/lib/calendar/backends/shared/icalendar/add-zone';
import {
  commonName,
  datesProperty,
  invitedPerson,
  organizerProperty,
  personProperty,
  productId,
  ruleProperty,
  stampProperty,
  textProperty,
  timeProperty,
} from '@/lib/calendar/backends/shared/icalendar/property-writers';
import type { Attendee } from '@/lib/core/bookings/booking';
import type { Place, Telling } from '@/lib/core/invitations/meeting';
import type { ToldDate } from '@/lib/core/invitations/told-meeting';
import { instant } from '@/lib/core/time/instant';
import type { InvitationMail } from '@/lib/mail/mailer';

/**
 * The iTIP message (RFC 5546) of a mail, as a text of iCalendar: REQUEST or CANCEL of a meeting, or of
 * dates of it, which are components with a RECURRENCE-ID and no other.
 * @param sender the address that the mail comes from
 */
export function toItip(mail: InvitationMail, sender: string): string {
  const { planned, meeting, timeZone } = mail;
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', productId);
  calendar.addPropertyWithValue('method', planned.method);
  const dates = datesToTell(mail);
  const { whole } = meeting;
  const isWhole = planned.scope === 'whole' && whole !== null;
  const tellings = [...(whole ? [whole] : []), ...dates];
  addZone(calendar, timeZone, {
    start: instant(Math.min(...tellings.map(({ start }) => start))),
    end: instant(Math.max(...tellings.map(({ end }) => end))),
    ...(meeting.rrule === null ? {} : { recurrence: { rrule: meeting.rrule, exceptions: [] } }),
  });
  if (isWhole) calendar.addSubcomponent(toWhole(mail, whole, sender));
  for (const date of dates) calendar.addSubcomponent(toDate(mail, date, sender));
  return calendar.toString();
}

/** A cancelled meeting needs no word about its dates, unless it was told date by date. */
function datesToTell({ planned, meeting }: InvitationMail): readonly ToldDate[] {
  if (planned.scope === 'dates') return planned.dates;
  return planned.method === 'CANCEL' && meeting.whole !== null ? [] : meeting.dates;
}

function toWhole(mail: InvitationMail, whole: Telling, sender: string): ICAL.Component {
  const { planned, meeting, timeZone, people } = mail;
  const event = toEvent(mail, whole, people.whole, sender);
  if (meeting.rrule === null) return event;
  event.addProperty(ruleProperty(meeting.rrule));
  if (meeting.exceptions.length > 0 && planned.method === 'REQUEST') {
    event.addProperty(datesProperty('exdate', meeting.exceptions, whole.start, timeZone));
  }
  return event;
}

function toDate(mail: InvitationMail, date: ToldDate, sender: string): ICAL.Component {
  const { people, meeting, timeZone } = mail;
  const first = meeting.whole?.start ?? date.recurrenceId;
  const attendees = people.dates.get(date.recurrenceId) ?? people.whole;
  const event = toEvent(mail, date, attendees, sender);
  if (meeting.rrule !== null) {
    event.addProperty(datesProperty('recurrence-id', [date.recurrenceId], first, timeZone));
  }
  return event;
}

function toEvent(
  mail: InvitationMail,
  { start, end, title, description, places }: Telling,
  attendees: readonly Attendee[],
  sender: string,
): ICAL.Component {
  const { planned, meeting, timeZone } = mail;
  const form = meeting.rrule === null || start !== meeting.whole?.start ? 'single' : 'series';
  const isCancelled = planned.method === 'CANCEL';
  const event = new ICAL.Component('vevent');
  const properties = [
    new ICAL.Property(['uid', {}, 'text', mail.uid]),
    stampProperty('dtstamp', mail.at),
    new ICAL.Property(['sequence', {}, 'integer', mail.sequence]),
    timeProperty('dtstart', start, timeZone, form),
    timeProperty('dtend', end, timeZone, form),
    textProperty('summary', title),
    new ICAL.Property(['status', {}, 'text', isCancelled ? 'CANCELLED' : 'CONFIRMED']),
    new ICAL.Property(['transp', {}, 'text', 'OPAQUE']),
    ...(description === null ? [] : [textProperty('description', description)]),
    ...(places.length === 0 ? [] : [textProperty('location', namesOf(places))]),
    ...(meeting.isPrivate ? [new ICAL.Property(['class', {}, 'text', 'PRIVATE'])] : []),
    organizerProperty(mail.organizer, sentBy(mail, sender)),
    ...peopleOf(mail, attendees).map(invitedPerson),
    ...(isCancelled ? [] : places.flatMap(roomProperty)),
  ];
  for (const property of properties) event.addProperty(property);
  return event;
}

/** RFC 5545 section 3.2.18: who acts for the organiser. */
function sentBy({ organizer }: InvitationMail, sender: string): Record<string, string> {
  const isOwn = organizer.email.toLowerCase() === sender.toLowerCase();
  return isOwn ? {} : { 'sent-by': `mailto:${sender}` };
}

/** Whoever receives it is always among them: by that a program knows whose answer it would be. */
function peopleOf({ receiver, meeting }: InvitationMail, attendees: readonly Attendee[]) {
  const own = attendees.some(({ email }) => email.toLowerCase() === receiver.email.toLowerCase());
  if (own) return attendees;
  const { email, name } = receiver;
  const self = { email, optional: meeting.isOptional, ...(name === null ? {} : { name }) };
  return [self, ...attendees];
}

export function namesOf(places: readonly Place[]): string {
  return places.map(({ name }) => name).join('; ');
}

/** The room was booked, and has nothing to answer. */
function roomProperty({ name, email }: Place): readonly ICAL.Property[] {
  if (email === null) return [];
  const parameters = {
    ...commonName(name),
    cutype: 'ROOM',
    role: 'NON-PARTICIPANT',
    partstat: 'ACCEPTED',
  };
  return [personProperty('attendee', email, parameters)];
}
