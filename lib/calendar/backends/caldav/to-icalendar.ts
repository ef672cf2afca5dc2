import ICAL from 'ical.js';
import type { EventDraft, Participant, RoomRef } from '@/lib/calendar/backend';
import { parseRule } from '@/lib/calendar/backends/shared/icalendar/recurrence-rule';
import { createVtimezone } from '@/lib/calendar/backends/shared/icalendar/vtimezone-writer';
import {
  fromWallFields,
  toJcalWall,
  type WallMs,
} from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import { draftSeries } from '@/lib/calendar/backends/shared/series/draft-series';
import { formatCalendarRule } from '@/lib/core/recurrence/format-calendar-rule';
import { addMs, dayMs, type Instant, instant } from '@/lib/core/time/instant';
import { toInstant, toWallTime } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

const productId = '-//Foyer//Room booking//EN';
/** How far ahead a series' zone is written out where the series itself has no end. */
const zoneHorizonMs = 5 * 366 * dayMs;

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

/**
 * Adds the VTIMEZONE that times in `zone` refer to, when the object does not hold it yet; one of our
 * own is written anew, because it reaches only as far as the event once did.
 */
export function addZone(
  calendar: ICAL.Component,
  zone: ZoneId,
  { start, end, recurrence }: Pick<EventDraft, 'start' | 'end' | 'recurrence'>,
): void {
  const present = calendar
    .getAllSubcomponents('vtimezone')
    .find((each) => each.getFirstPropertyValue('tzid') === zone);
  const renews = recurrence && calendar.getFirstPropertyValue('prodid') === productId;
  if (isUtc(zone) || (present && !renews)) return;
  if (present) calendar.removeSubcomponent(present);
  const to = recurrence ? Math.max(end, lastDay(recurrence.rrule, start)) : end;
  calendar.addSubcomponent(createVtimezone(zone, start, instant(to + 31 * dayMs)));
}

/**
 * A time as DTSTART and its like hold it: in UTC, or on the zone's wall clock. A single event's time
 * in either of two hours that the clock shows alike is said in UTC, because programs differ in which
 * they take it for (RFC 5545 section 3.3.5: the first). A series has to keep its clock.
 */
export function timeProperty(
  name: string,
  at: Instant,
  zone: ZoneId,
  form: 'single' | 'series',
): ICAL.Property {
  const wall = toWallTime(at, zone);
  const doubled = form === 'single' && isDoubled(at, zone);
  if (isUtc(zone) || doubled || toInstant(wall, zone) !== at) {
    return new ICAL.Property([name, {}, 'date-time', `${toJcalWall(at)}Z`]);
  }
  return new ICAL.Property([name, { tzid: zone }, 'date-time', toJcalWall(fromWallFields(wall))]);
}

/** True when the zone's clocks show the same once more, an hour or so before or after. */
function isDoubled(at: Instant, zone: ZoneId): boolean {
  const shown = (when: Instant) => fromWallFields(toWallTime(when, zone));
  return [-dayMs, dayMs].some((distanceMs) => {
    const there = addMs(at, distanceMs);
    const turnedMs = shown(at) - at - (shown(there) - there);
    return turnedMs !== 0 && shown(addMs(at, turnedMs)) === shown(at);
  });
}

export function ruleProperty(rrule: string): ICAL.Property {
  return new ICAL.Property(['rrule', {}, 'recur', ICAL.Recur.fromString(rrule).toJSON()]);
}

export function textProperty(name: string, text: string): ICAL.Property {
  return new ICAL.Property([name, {}, 'text', cleanText(text)]);
}

/** `schedule-agent` (RFC 6638 section 7.1) keeps servers from inviting on their own. */
export function attendeeProperty({ email, name, optional }: Participant): ICAL.Property {
  return person('attendee', email, {
    ...commonName(name),
    role: optional ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT',
    partstat: 'NEEDS-ACTION',
    'schedule-agent': 'CLIENT',
  });
}

export function roomProperty(email: string, participation: string): ICAL.Property {
  return person('attendee', email, {
    cutype: 'ROOM',
    role: 'NON-PARTICIPANT',
    partstat: participation,
    'schedule-agent': 'CLIENT',
  });
}

/** A person whom the organiser's server is to invite. */
export function invitedPerson({ email, name, optional }: Participant): ICAL.Property {
  return person('attendee', email, {
    ...commonName(name),
    role: optional ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT',
    partstat: 'NEEDS-ACTION',
    rsvp: 'TRUE',
  });
}

/** Some servers refuse an invitation of a room that is taken, but only for REQ-PARTICIPANT. */
export function invitedRoom({ address }: RoomRef): ICAL.Property {
  return person('attendee', address.email ?? '', {
    cutype: 'ROOM',
    role: 'REQ-PARTICIPANT',
    partstat: 'NEEDS-ACTION',
    rsvp: 'TRUE',
  });
}

function organizerProperty(
  { email, name }: Participant,
  parameters: Record<string, string> = {},
): ICAL.Property {
  return person('organizer', email, { ...commonName(name), ...parameters });
}

/** DTSTAMP and its like. */
export function stampProperty(name: string, now: Instant): ICAL.Property {
  return new ICAL.Property([name, {}, 'date-time', `${toJcalWall(now)}Z`]);
}

/**
 * Text without what would break the server's XML for every reader of the calendar: control
 * characters and halves of characters. Line ends become plain.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (each) => (each === '\n' || each === '\t' ? each : ''));
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

function addRecurrence(
  event: ICAL.Component,
  { start, timeZone, ...draft }: EventDraft,
  recurrence: NonNullable<EventDraft['recurrence']>,
): void {
  const { rule, exceptions } = draftSeries({ start, timeZone, end: draft.end }, recurrence);
  event.addProperty(ruleProperty(formatCalendarRule(rule, start, timeZone)));
  if (exceptions.length === 0) return;
  const sorted = exceptions.toSorted((a, b) => a - b);
  const walls = sorted.map((at) => toJcalWall(wallOfDate(at, start, timeZone)));
  const values = isUtc(timeZone) ? walls.map((wall) => `${wall}Z`) : walls;
  const parameters = isUtc(timeZone) ? {} : { tzid: timeZone };
  event.addProperty(new ICAL.Property(['exdate', parameters, 'date-time', ...values]));
}

/** What the series' clock says for that date, also on a day that skips that time. */
function wallOfDate(at: Instant, first: Instant, zone: ZoneId): WallMs {
  const { year, month, day, ...shown } = toWallTime(at, zone);
  const meant = { ...toWallTime(first, zone), year, month, day };
  return fromWallFields(toInstant(meant, zone) === at ? meant : { ...shown, year, month, day });
}

function lastDay(rrule: string, start: Instant): number {
  const until = parseRule(rrule)?.until;
  const horizon = start + zoneHorizonMs;
  return until ? Math.min(until.wall, horizon) : horizon;
}

function person(name: string, email: string, parameters: Record<string, string>): ICAL.Property {
  return new ICAL.Property([name, parameters, 'cal-address', `mailto:${email}`]);
}

/** RFC 5545 section 3.2: a parameter holds neither quotes nor control characters. */
function commonName(name: string | undefined): Record<string, string> {
  const clean = cleanText(name ?? '')
    .replace(/["\s]+/g, ' ')
    .trim();
  return clean === '' ? {} : { cn: clean };
}

function isUtc(zone: ZoneId): boolean {
  return zone === 'UTC' || zone === 'Etc/UTC';
}
