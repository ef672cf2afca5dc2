import ICAL from 'ical.js';
import type { EventDraft, Participant, RoomRef } from '@/lib/calendar/backend';
import { addRecurrence } from '@/lib/calendar/backends/shared/icalendar/add-recurrence';
import { addZone } from '@/lib/calendar/backends/shared/icalendar/add-zone';
import {
  commonName,
  invitedPerson,
  organizerProperty,
  personProperty,
  productId,
  stampProperty,
  textProperty,
  timeProperty,
} from '@/lib/calendar/backends/shared/icalendar/property-writers';
import type { Instant } from '@/lib/core/time/instant';

/** The iCalendar object (RFC 5545) of a meeting that stands in one room's own calendar. */
export function toCalendarObject(draft: EventDraft, room: RoomRef, now: Instant): string {
  const { email } = room.address;
  const people = [
    organizerProperty(draft.organizer, { 'schedule-agent': 'CLIENT' }),
    ...draft.attendees.map(attendeeProperty),
    ...(email === undefined ? [] : [roomProperty(email, 'ACCEPTED')]),
  ];
  return toObject(draft, people, now);
}

/**
 * The object of a meeting in its organiser's calendar, whose server is to invite the rooms and the
 * people (RFC 6638). Where the calendar is another's, the person who organises is invited as well.
 */
export function toMeetingObject(draft: EventDraft, organizerEmail: string, now: Instant): string {
  const { organizer, attendees, rooms } = draft;
  const isOwn = organizer.email.toLowerCase() === organizerEmail.toLowerCase();
  const people = [
    organizerProperty({ ...organizer, email: organizerEmail }),
    ...[...(isOwn ? [] : [organizer]), ...attendees].map(invitedPerson),
    ...rooms.map(invitedRoom),
  ];
  return toObject(draft, people, now);
}

function toObject(draft: EventDraft, people: readonly ICAL.Property[], now: Instant): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', productId);
  addZone(calendar, draft.timeZone, draft);
  calendar.addSubcomponent(toEvent(draft, people, now));
  return calendar.toString();
}

/** `schedule-agent` (RFC 6638 section 7.1) keeps servers from inviting on their own. */
export function attendeeProperty({ email, name, optional }: Participant): ICAL.Property {
  return personProperty('attendee', email, {
    ...commonName(name),
    role: optional ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT',
    partstat: 'NEEDS-ACTION',
    'schedule-agent': 'CLIENT',
  });
}

export function roomProperty(email: string, participation: string): ICAL.Property {
  return personProperty('attendee', email, {
    cutype: 'ROOM',
    role: 'NON-PARTICIPANT',
    partstat: participation,
    'schedule-agent': 'CLIENT',
  });
}

/** Some servers refuse an invitation of a room that is taken, but only for REQ-PARTICIPANT. */
export function invitedRoom({ address }: RoomRef): ICAL.Property {
  return personProperty('attendee', address.email ?? '', {
    cutype: 'ROOM',
    role: 'REQ-PARTICIPANT',
    partstat: 'NEEDS-ACTION',
    rsvp: 'TRUE',
  });
}

function toEvent(
  draft: EventDraft,
  people: readonly ICAL.Property[],
  now: Instant,
): ICAL.Component {
  const event = new ICAL.Component('vevent');
  const { timeZone, recurrence } = draft;
  const form = recurrence ? 'series' : 'single';
  const properties = [
    new ICAL.Property(['uid', {}, 'text', draft.uid]),
    stampProperty('dtstamp', now),
    stampProperty('created', now),
    new ICAL.Property(['sequence', {}, 'integer', 0]),
    timeProperty('dtstart', draft.start, timeZone, form),
    timeProperty('dtend', draft.end, timeZone, form),
    textProperty('summary', draft.title),
    new ICAL.Property(['status', {}, 'text', 'CONFIRMED']),
    new ICAL.Property(['transp', {}, 'text', 'OPAQUE']),
    ...people,
  ];
  for (const property of properties) event.addProperty(property);
  if (draft.description !== undefined) {
    event.addProperty(textProperty('description', draft.description));
  }
  if (draft.visibility === 'private') {
    event.addProperty(new ICAL.Property(['class', {}, 'text', 'PRIVATE']));
  }
  if (recurrence) addRecurrence(event, draft, recurrence);
  return event;
}
