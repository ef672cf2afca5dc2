import ICAL from 'ical.js';
import type { Answer, EventChange, RoomRef } from '@/lib/calendar/backend';
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
  addZone,
  attendeeProperty,
  roomProperty,
  textProperty,
} from '@/lib/calendar/backends/caldav/to-icalendar';
import type { EventOutline } from '@/lib/calendar/backends/shared/icalendar/event-outline';
import { occurrenceOf } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import { rawValues } from '@/lib/calendar/backends/shared/icalendar/property-values';
import { isTimeChange } from '@/lib/calendar/backends/shared/series/change-series';
import { BackendError } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/** What an edit is about: an event as a whole, or one date of it. */
export interface EditTarget {
  readonly uid: string;
  readonly recurrenceId: Instant | null;
}

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
): string {
  const entry = entryOf(object, recurrenceId);
  const whole = recurrenceId === null && isSeries(object);
  if (whole && isTimeChange(change)) changeSeriesTimes(object, change);
  else if (isTimeChange(change)) changeTimes(object, entry, change);
  changeTexts(entry, entry.outline, change);
  touch(entry.component, now);
  if (whole) {
    for (const override of object.entries.filter((each) => each !== entry)) {
      changeTexts(override, entry.outline, change);
    }
  }
  return object.calendar.toString();
}

/** What an override says differently from `before` is its own and stays. */
function changeTexts(
  { component, outline }: Entry,
  before: EventOutline,
  { title, description, attendees }: EventChange,
): void {
  if (title !== undefined && outline.title === before.title) {
    replaceProperty(component, textProperty('summary', title));
  }
  if (description !== undefined && outline.description === before.description) {
    replaceProperty(component, textProperty('description', description));
  }
  if (attendees && peopleOf(outline) === peopleOf(before)) {
    changeAttendees(component, outline, attendees);
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
  const wanted = `mailto:${email}`.toLowerCase();
  const property = component
    .getAllProperties('attendee')
    .find((each) => String(rawValues(each)[0]).toLowerCase() === wanted);
  if (property) property.setParameter('partstat', participation);
  else component.addProperty(roomProperty(email, participation));
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

function changeTimes(object: OpenObject, { component, outline }: Entry, change: EventChange): void {
  if (change.recurrence) throw invalid('only a series has a rule to be changed');
  const current = occurrenceOf([{ ...outline, recurrenceId: null }], null, object);
  const start = change.start ?? current?.start;
  const end = change.end ?? current?.end;
  if (start === undefined || end === undefined || end <= start) {
    throw invalid('the event must end after its start');
  }
  const zone = change.timeZone ?? zoneOf(outline);
  addZone(object.calendar, zone, { start, end });
  setTimes(component, { start, end }, zone);
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

function invalid(message: string): BackendError {
  return new BackendError('invalid-request', message, { outcome: 'not-applied' });
}
