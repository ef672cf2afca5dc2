import ICAL from 'ical.js';
import type { Answer, EventChange, Participant, RoomRef } from '@/lib/calendar/backend';
import {
  likeStart,
  replaceProperty,
  setTimes,
  touch,
  zoneOf,
} from '@/lib/calendar/backends/caldav/edit-properties';
import { changeSeriesTimes } from '@/lib/calendar/backends/caldav/edit-series';
import {
  type Entry,
  eventGone,
  isSeries,
  masterOf,
  type OpenObject,
  outlinesOf,
  overrideOf,
  toEntry,
} from '@/lib/calendar/backends/caldav/open-object';
import {
  attendeeProperty,
  invitedRoom,
  roomProperty,
} from '@/lib/calendar/backends/caldav/to-icalendar';
import { addZone } from '@/lib/calendar/backends/shared/icalendar/add-zone';
import type { EventOutline } from '@/lib/calendar/backends/shared/icalendar/event-outline';
import { occurrenceOf } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import { parameterOf, rawValues } from '@/lib/calendar/backends/shared/icalendar/property-values';
import {
  invitedPerson,
  textProperty,
} from '@/lib/calendar/backends/shared/icalendar/property-writers';
import { isTimeChange } from '@/lib/calendar/backends/shared/series/change-series';
import { BackendError } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

/** What an edit is about: an event as a whole, or one date of it. */
export interface EditTarget {
  readonly uid: string;
  readonly recurrenceId: Instant | null;
}

/** How people and rooms of an event are written. */
export interface EditManner {
  readonly attendee: (person: Participant) => ICAL.Property;
  readonly room: (room: RoomRef) => ICAL.Property;
  /** Other times ask everybody anew, as iTIP wants (RFC 5546 section 2.1.4). */
  readonly asksAnew: boolean;
  /**
   * Times of another zone than before are said in UTC: a server was seen to carry them to its guests
   * without the zone, and to fail.
   */
  readonly keepsZone: boolean;
}

/** Into a room's own calendar: nobody is invited by the server. */
export const directManner: EditManner = {
  attendee: attendeeProperty,
  room: ({ address }) => roomProperty(address.email ?? '', 'ACCEPTED'),
  asksAnew: false,
  keepsZone: false,
};

/** Into the organiser's calendar, whose server invites. */
export const inviteManner: EditManner = {
  attendee: invitedPerson,
  room: invitedRoom,
  asksAnew: true,
  keepsZone: true,
};

const participations: Readonly<Record<Answer, string>> = {
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  tentative: 'TENTATIVE',
  pending: 'NEEDS-ACTION',
};
const recurrenceNames = ['rrule', 'rdate', 'exdate', 'exrule'];

/** Changes the event, or for a `recurrenceId` that date alone by an override; answers the new text. */
export function changeObject(
  object: OpenObject,
  { recurrenceId }: EditTarget,
  change: EventChange,
  now: Instant,
  manner: EditManner = directManner,
): string {
  const entry = entryOf(object, recurrenceId);
  const whole = recurrenceId === null && isSeries(object);
  if (whole && isTimeChange(change)) changeSeriesTimes(object, change);
  else if (isTimeChange(change)) changeTimes(object, entry, change, manner);
  const others = whole ? object.entries.filter((each) => each !== entry) : [];
  for (const each of [entry, ...others]) {
    changeTexts(each, entry.outline, change);
    const isAlike = peopleOf(each.outline) === peopleOf(entry.outline);
    if (change.attendees && isAlike) changeAttendees(each, change.attendees, manner);
    if (change.rooms) changeRooms(each.component, change.rooms, manner);
    if (manner.asksAnew && isTimeChange(change)) askAnew(each.component);
  }
  touch(entry.component, now);
  return object.calendar.toString();
}

/** What an override says differently from `before` is its own and stays. */
function changeTexts(
  { component, outline }: Entry,
  before: EventOutline,
  { title, description }: EventChange,
): void {
  if (title !== undefined && outline.title === before.title) {
    replaceProperty(component, textProperty('summary', title));
  }
  if (description !== undefined && outline.description === before.description) {
    replaceProperty(component, textProperty('description', description));
  }
}

/** Who is asked, in one text that can be compared. */
function peopleOf({ attendees }: EventOutline): string {
  const people = attendees.filter(({ resource }) => !resource);
  return JSON.stringify(people.map(({ email }) => email.toLowerCase()).toSorted());
}

/** Sets the room's PARTSTAT, in the event and all its overrides, or on one date; the new text. */
export function answerInObject(
  object: OpenObject,
  target: EditTarget,
  room: RoomRef,
  answer: Answer,
  now: Instant,
): string {
  const { email } = room.address;
  if (email === undefined) {
    throw new BackendError('invalid-request', 'a room without an address cannot answer');
  }
  const { recurrenceId } = target;
  const entries = recurrenceId === null ? object.entries : [entryOf(object, recurrenceId)];
  for (const { component } of entries) {
    setParticipation(component, email, participations[answer]);
    touch(component, now);
  }
  return object.calendar.toString();
}

function setParticipation(component: ICAL.Component, email: string, participation: string): void {
  const property = component
    .getAllProperties('attendee')
    .find((each) => addressOf(each) === email.toLowerCase());
  if (!property) {
    component.addProperty(roomProperty(email, participation));
    return;
  }
  property.setParameter('partstat', participation);
  property.removeParameter('rsvp');
}

function entryOf(object: OpenObject, recurrenceId: Instant | null): Entry {
  if (recurrenceId !== null) {
    return overrideOf(object, recurrenceId) ?? addOverride(object, recurrenceId);
  }
  const entry = masterOf(object) ?? object.entries[0];
  if (!entry) throw eventGone();
  return entry;
}

/** A copy of the master for one of its dates. */
function addOverride(object: OpenObject, recurrenceId: Instant): Entry {
  const master = masterOf(object);
  const outlines = outlinesOf(object);
  const date = occurrenceOf(outlines, recurrenceId, object);
  const first = occurrenceOf(outlines, null, object);
  if (!master || !date || !first) throw eventGone();
  const component = ICAL.Component.fromString(master.component.toString());
  for (const name of recurrenceNames) component.removeAllProperties(name);
  const original = [recurrenceId];
  component.addProperty(likeStart('recurrence-id', original, master, first.start, object.floating));
  setTimes(component, date, zoneOf(master.outline));
  object.calendar.addSubcomponent(component);
  return toEntry(component, object.calendar);
}

function changeTimes(
  object: OpenObject,
  { component, outline }: Entry,
  change: EventChange,
  { keepsZone }: EditManner,
): void {
  if (change.recurrence) throw invalid('only a series has a rule to be changed');
  const current = occurrenceOf([{ ...outline, recurrenceId: null }], null, object);
  const start = change.start ?? current?.start;
  const end = change.end ?? current?.end;
  if (start === undefined || end === undefined || end <= start) {
    throw invalid('the event must end after its start');
  }
  const before = zoneOf(outline);
  const wanted = change.timeZone ?? before;
  const zone = keepsZone && wanted !== before ? zoneId('UTC') : wanted;
  addZone(object.calendar, zone, { start, end });
  setTimes(component, { start, end }, zone);
}

/** Who stays keeps the answer given; rooms stay whoever is asked. */
function changeAttendees(
  { component, outline }: Entry,
  attendees: NonNullable<EventChange['attendees']>,
  manner: EditManner,
): void {
  const wanted = new Map(attendees.map((each) => [each.email.toLowerCase(), each]));
  component.getAllProperties('attendee').forEach((property, at) => {
    const present = outline.attendees[at];
    if (!present || present.resource) return;
    const stays = wanted.delete(present.email.toLowerCase());
    if (!stays) component.removeProperty(property);
  });
  for (const person of wanted.values()) component.addProperty(manner.attendee(person));
}

/** Rooms that stay keep the answer given. */
function changeRooms(
  component: ICAL.Component,
  rooms: readonly RoomRef[],
  manner: EditManner,
): void {
  const wanted = new Map(rooms.map((room) => [(room.address.email ?? '').toLowerCase(), room]));
  for (const property of component.getAllProperties('attendee')) {
    const isRoom = parameterOf(property, 'cutype')?.toUpperCase() === 'ROOM';
    if (isRoom && !wanted.delete(addressOf(property))) component.removeProperty(property);
  }
  for (const room of wanted.values()) component.addProperty(manner.room(room));
}

function askAnew(component: ICAL.Component): void {
  for (const property of component.getAllProperties('attendee')) {
    property.setParameter('partstat', participations.pending);
    property.setParameter('rsvp', 'TRUE');
    property.removeParameter('schedule-status');
    property.removeParameter('schedule-force-send');
  }
}

function addressOf(property: ICAL.Property): string {
  return String(rawValues(property)[0])
    .toLowerCase()
    .replace(/^mailto:/, '');
}

function invalid(message: string): BackendError {
  return new BackendError('invalid-request', message, { outcome: 'not-applied' });
}
