import ICAL from 'ical.js';
import type { Answer, EventChange, RoomRef } from '@/lib/calendar/backend';
import {
  addZone,
  attendeeProperty,
  roomProperty,
  stampProperty,
  textProperty,
  timeProperty,
} from '@/lib/calendar/backends/caldav/to-icalendar';
import { parseCalendars } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import {
  type EventOutline,
  readEvent,
} from '@/lib/calendar/backends/shared/icalendar/event-outline';
import { occurrenceOf } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import { parameterOf, rawValues } from '@/lib/calendar/backends/shared/icalendar/property-values';
import { toJcalWall } from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import { createZoneLookup } from '@/lib/calendar/backends/shared/icalendar/zone-lookup';
import {
  instantsOf,
  wallAt,
  type ZoneRules,
} from '@/lib/calendar/backends/shared/icalendar/zone-rules';
import { BackendError } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';
import { type ZoneId, zoneId } from '@/lib/core/time/zone';

/** What an edit is about: an event as a whole, or one date of it. */
export interface EditTarget {
  readonly uid: string;
  readonly recurrenceId: Instant | null;
}

/** A stored object opened for editing. What Foyer does not know of stays as it is. */
export interface OpenObject {
  readonly calendar: ICAL.Component;
  readonly entries: readonly Entry[];
  readonly floating: ZoneRules;
}

interface Entry {
  readonly component: ICAL.Component;
  readonly outline: EventOutline;
}

const participations: Readonly<Record<Answer, string>> = {
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  tentative: 'TENTATIVE',
  pending: 'NEEDS-ACTION',
};
const recurrenceNames = ['rrule', 'rdate', 'exdate', 'exrule'];

/** @throws BackendError `bad-response` when the stored object cannot be read as a whole. */
export function openObject(text: string, uid: string, floating: ZoneRules): OpenObject {
  const calendars = parseCalendars(text);
  const [calendar] = typeof calendars === 'string' ? [] : calendars;
  if (!calendar) throw new BackendError('bad-response', 'the stored event is not iCalendar');
  const lookup = createZoneLookup([calendar]);
  const entries = calendar.getAllSubcomponents('vevent').flatMap((component) => {
    const outline = readEvent(component, lookup);
    if (typeof outline === 'string') throw new BackendError('bad-response', outline);
    return outline.uid === uid ? [{ component, outline }] : [];
  });
  if (entries.length === 0) throw gone();
  return { calendar, entries, floating };
}

/** True when the event repeats, so that one date of it can be told from the whole. */
export function isSeries({ entries }: OpenObject): boolean {
  return entries.some(
    ({ outline }) =>
      outline.rules.length > 0 || outline.addedDates.length > 0 || outline.recurrenceId !== null,
  );
}

/** Changes the event, or for a `recurrenceId` that date alone by an override; answers the new text. */
export function changeObject(
  object: OpenObject,
  target: EditTarget,
  change: EventChange,
  now: Instant,
): string {
  const { component, outline } = entryOf(object, target);
  if (change.start !== undefined || change.end !== undefined || change.timeZone !== undefined) {
    changeTimes(object, { component, outline }, change);
  }
  if (change.title !== undefined) replace(component, textProperty('summary', change.title));
  if (change.description !== undefined) {
    replace(component, textProperty('description', change.description));
  }
  if (change.attendees) changeAttendees(component, outline, change.attendees);
  touch(component, now);
  return object.calendar.toString();
}

/** Leaves one date out of a series; answers the new text. */
export function leaveOutDate(object: OpenObject, recurrenceId: Instant, now: Instant): string {
  if (!occurrenceOf(outlines(object), recurrenceId, object)) throw gone();
  const override = overrideOf(object, recurrenceId);
  if (override) object.calendar.removeSubcomponent(override.component);
  const master = masterOf(object);
  if (!master) throw gone();
  master.component.addProperty(likeStart('exdate', master, recurrenceId, object.floating));
  touch(master.component, now);
  return object.calendar.toString();
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
  const entries = target.recurrenceId === null ? object.entries : [entryOf(object, target)];
  for (const { component } of entries) {
    setParticipation(component, email, participations[answer]);
    touch(component, now);
  }
  return object.calendar.toString();
}

function setParticipation(component: ICAL.Component, email: string, participation: string): void {
  const wanted = `mailto:${email}`.toLowerCase();
  const property = component
    .getAllProperties('attendee')
    .find((each) => String(rawValues(each)[0]).toLowerCase() === wanted);
  if (property) property.setParameter('partstat', participation);
  else component.addProperty(roomProperty(email, participation));
}

function entryOf(object: OpenObject, { recurrenceId }: EditTarget): Entry {
  if (recurrenceId === null) {
    const entry = masterOf(object) ?? object.entries[0];
    if (!entry) throw gone();
    return entry;
  }
  return overrideOf(object, recurrenceId) ?? addOverride(object, recurrenceId);
}

function masterOf({ entries }: OpenObject): Entry | null {
  return entries.find(({ outline }) => outline.recurrenceId === null) ?? null;
}

function overrideOf({ entries, floating }: OpenObject, recurrenceId: Instant): Entry | null {
  const found = entries.find(({ outline: { recurrenceId: original } }) => {
    return (
      original && instantsOf(original.wall, original.rules, floating).earliest === recurrenceId
    );
  });
  return found ?? null;
}

/** A copy of the master for one of its dates. */
function addOverride(object: OpenObject, recurrenceId: Instant): Entry {
  const master = masterOf(object);
  const date = occurrenceOf(outlines(object), recurrenceId, object);
  if (!master || !date) throw gone();
  const component = ICAL.Component.fromString(master.component.toString());
  for (const name of recurrenceNames) component.removeAllProperties(name);
  component.addProperty(likeStart('recurrence-id', master, recurrenceId, object.floating));
  const zone = zoneOf(master.outline);
  setTimes(component, date.start, date.end, zone);
  object.calendar.addSubcomponent(component);
  const outline = readEvent(component, createZoneLookup([object.calendar]));
  if (typeof outline === 'string') throw new BackendError('bad-response', outline);
  return { component, outline };
}

function changeTimes(object: OpenObject, { component, outline }: Entry, change: EventChange): void {
  if (outline.rules.length > 0 || outline.addedDates.length > 0) {
    throw new BackendError('unsupported', 'a whole series cannot be moved here', {
      outcome: 'not-applied',
    });
  }
  const current = occurrenceOf([{ ...outline, recurrenceId: null }], null, object);
  const start = change.start ?? current?.start;
  const end = change.end ?? current?.end;
  if (start === undefined || end === undefined || end <= start) {
    throw new BackendError('invalid-request', 'the event must end after its start', {
      outcome: 'not-applied',
    });
  }
  const zone = change.timeZone ?? zoneOf(outline);
  addZone(object.calendar, zone, { start, end });
  setTimes(component, start, end, zone);
}

function setTimes(component: ICAL.Component, start: Instant, end: Instant, zone: ZoneId): void {
  component.removeAllProperties('duration');
  replace(component, timeProperty('dtstart', [start], zone));
  replace(component, timeProperty('dtend', [end], zone));
}

/** The zone that an event is written in, where it has one by name; else UTC. */
function zoneOf({ start: { rules } }: EventOutline): ZoneId {
  return rules.kind === 'iana' ? rules.zone : zoneId('UTC');
}

/** RFC 5545 wants EXDATE and RECURRENCE-ID in the form of DTSTART, its zone among it. */
function likeStart(
  name: string,
  { component, outline: { start } }: Entry,
  at: Instant,
  floating: ZoneRules,
): ICAL.Property {
  const property = component.getFirstProperty('dtstart');
  const tzid = property && parameterOf(property, 'tzid');
  const wall = toJcalWall(wallAt(at, start.rules, floating));
  if (start.dateOnly) return new ICAL.Property([name, {}, 'date', wall.slice(0, 10)]);
  const value = start.rules.kind === 'utc' ? `${wall}Z` : wall;
  const parameters = tzid === null || start.rules.kind === 'utc' ? {} : { tzid };
  return new ICAL.Property([name, parameters, 'date-time', value]);
}

/** Who stays keeps the answer given; rooms stay whoever is asked. */
function changeAttendees(
  component: ICAL.Component,
  outline: EventOutline,
  attendees: NonNullable<EventChange['attendees']>,
): void {
  const wanted = new Map(attendees.map((each) => [each.email.toLowerCase(), each]));
  component.getAllProperties('attendee').forEach((property, at) => {
    const present = outline.attendees[at];
    if (!present || present.resource) return;
    const stays = wanted.delete(present.email.toLowerCase());
    if (!stays) component.removeProperty(property);
  });
  for (const person of wanted.values()) component.addProperty(attendeeProperty(person));
}

function touch(component: ICAL.Component, now: Instant): void {
  const sequence = Number(component.getFirstPropertyValue('sequence') ?? 0);
  const next = Number.isSafeInteger(sequence) ? sequence + 1 : 1;
  replace(component, new ICAL.Property(['sequence', {}, 'integer', next]));
  replace(component, stampProperty('dtstamp', now));
  replace(component, stampProperty('last-modified', now));
}

function replace(component: ICAL.Component, property: ICAL.Property): void {
  component.removeAllProperties(property.name);
  component.addProperty(property);
}

function outlines({ entries }: OpenObject): readonly EventOutline[] {
  return entries.map(({ outline }) => outline);
}

function gone(): BackendError {
  return new BackendError('event-not-found', 'the object does not hold this event or date');
}
