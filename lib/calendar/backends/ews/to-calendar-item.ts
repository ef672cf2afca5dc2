import type { EventChange, EventDraft, Participant, RoomRef } from '@/lib/calendar/backend';
import { formatNotes, type Notes } from '@/lib/calendar/backends/ews/notes';
import { addressOf } from '@/lib/calendar/backends/ews/room-address';
import { notesField, uidField } from '@/lib/calendar/backends/ews/uid-property';
import { element, textElement } from '@/lib/calendar/backends/ews/xml';
import { toWindowsZone } from '@/lib/calendar/backends/shared/to-windows-zone';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import type { Instant } from '@/lib/core/time/instant';
import type { ZoneId } from '@/lib/core/time/zone';

/** The CalendarItem of a new event, its parts in the order of the schema. */
export function toCalendarItem(draft: EventDraft, notes: Notes, recurrence: string | null): string {
  const zone = zoneName(draft.timeZone, draft.start, recurrence !== null);
  return element(
    't:CalendarItem',
    {},
    textElement('t:Subject', draft.title),
    textElement('t:Sensitivity', draft.visibility === 'private' ? 'Private' : 'Normal'),
    draft.description === undefined ? '' : toBody(draft.description),
    textElement('t:ReminderIsSet', false),
    toExtended(uidField, draft.uid),
    toExtended(notesField, formatNotes(notes)),
    textElement('t:UID', draft.uid),
    toTime('t:Start', draft.start),
    toTime('t:End', draft.end),
    textElement('t:LegacyFreeBusyStatus', 'Busy'),
    ...attendeeLists(draft.attendees).map(([name, people]) => toAttendees(name, people)),
    toResources(draft.rooms),
    recurrence ?? '',
    element('t:StartTimeZone', { Id: zone }),
    element('t:EndTimeZone', { Id: zone }),
  );
}

/** The updates of an UpdateItem that make a change, each of one property. */
export function toUpdates(change: EventChange): readonly string[] {
  const { title, description, start, end, timeZone, attendees, rooms } = change;
  const zone = timeZone && start !== undefined ? zoneName(timeZone, start, false) : undefined;
  return [
    ...(title === undefined ? [] : [setField('item:Subject', textElement('t:Subject', title))]),
    ...(description === undefined ? [] : [setField('item:Body', toBody(description))]),
    ...(zone ? [setField('calendar:StartTimeZone', element('t:StartTimeZone', { Id: zone }))] : []),
    ...(zone ? [setField('calendar:EndTimeZone', element('t:EndTimeZone', { Id: zone }))] : []),
    ...(start === undefined ? [] : [setField('calendar:Start', toTime('t:Start', start))]),
    ...(end === undefined ? [] : [setField('calendar:End', toTime('t:End', end))]),
    ...(attendees ? attendeeLists(attendees).map(toAttendeeUpdate) : []),
    ...(rooms ? [setField('calendar:Resources', toResources(rooms))] : []),
  ];
}

export function toRecurrenceUpdate(recurrence: string): string {
  return setField('calendar:Recurrence', recurrence);
}

export function toNotesUpdate(notes: Notes): string {
  const item = element('t:CalendarItem', {}, toExtended(notesField, formatNotes(notes)));
  return element('t:SetItemField', {}, notesField, item);
}

/**
 * Only the wall clock of a series hangs on its zone. A single event of a zone that Windows does not
 * know is written in UTC; its instants are the same.
 */
function zoneName(zone: ZoneId, start: Instant, isSeries: boolean): string {
  const name = toWindowsZone(zone, start);
  if (name === null && isSeries) return unsupported('Windows has no name for this time zone');
  return name ?? 'UTC';
}

function setField(FieldURI: string, content: string): string {
  const item = element('t:CalendarItem', {}, content);
  return element('t:SetItemField', {}, element('t:FieldURI', { FieldURI }), item);
}

type List = 'RequiredAttendees' | 'OptionalAttendees';

function attendeeLists(
  attendees: readonly Participant[],
): readonly (readonly [List, readonly Participant[]])[] {
  return [
    ['RequiredAttendees', attendees.filter(({ optional }) => !optional)],
    ['OptionalAttendees', attendees.filter(({ optional }) => optional)],
  ];
}

function toAttendees(name: List, people: readonly Participant[]): string {
  return people.length === 0 ? '' : element(`t:${name}`, {}, ...people.map(toAttendee));
}

function toAttendeeUpdate([name, people]: readonly [List, readonly Participant[]]): string {
  if (people.length > 0) return setField(`calendar:${name}`, toAttendees(name, people));
  return element('t:DeleteItemField', {}, element('t:FieldURI', { FieldURI: `calendar:${name}` }));
}

function toResources(rooms: readonly RoomRef[]): string {
  const resources = rooms.map((room) => toAttendee({ email: addressOf(room) }));
  return element('t:Resources', {}, ...resources);
}

function toAttendee({ email, name }: Participant): string {
  const parts = [
    ...(name === undefined ? [] : [textElement('t:Name', name)]),
    textElement('t:EmailAddress', email),
  ];
  return element('t:Attendee', {}, element('t:Mailbox', {}, ...parts));
}

function toBody(description: string): string {
  return textElement('t:Body', description).replace('<t:Body>', '<t:Body BodyType="Text">');
}

function toTime(name: string, at: Instant): string {
  return textElement(name, new Date(at).toISOString());
}

function toExtended(field: string, value: string): string {
  return element('t:ExtendedProperty', {}, field, textElement('t:Value', value));
}
