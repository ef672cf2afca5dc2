import type { EventChange, EventDraft, Participant, RoomRef } from '@/lib/calendar/backend';
import { mailboxOf } from '@/lib/calendar/backends/graph/addresses';
import type { JsonObject } from '@/lib/calendar/backends/graph/client';
import {
  peopleProperty,
  type Stage,
  stageProperty,
  uidProperty,
} from '@/lib/calendar/backends/graph/extended-properties';
import { type GraphTime, toGraphTime } from '@/lib/calendar/backends/graph/graph-time';
import { toPeople } from '@/lib/calendar/backends/graph/people';
import { toTransactionId } from '@/lib/calendar/backends/graph/transaction-id';

/** When an event is, as Graph takes it: a series on the clock of its zone, all else in UTC. */
export interface GraphTimes {
  readonly start: GraphTime;
  readonly end: GraphTime;
  readonly recurrence?: JsonObject;
}

/** The meeting as its organiser writes it, the rooms invited as resources. */
export function toInvitation(draft: EventDraft, times: GraphTimes): JsonObject {
  return {
    ...toCommon(draft, times),
    ...toInvited(draft),
    responseRequested: true,
    ...toProperties(uidOf(draft)),
  };
}

/**
 * The same before anybody is invited. Rooms answer to a series as it was sent to them: one date that
 * is yet to be left out would have them decline it all.
 */
export function toUnsentMeeting(draft: EventDraft, times: GraphTimes): JsonObject {
  return {
    ...toCommon(draft, times),
    responseRequested: true,
    ...toProperties(uidOf(draft), stage('unfinished')),
  };
}

/** What sends the invitations of such a meeting. */
export function toSending(draft: EventDraft): JsonObject {
  return { ...toInvited(draft), ...toProperties(uidOf(draft), stage('done')) };
}

/** The meeting as the room's own event; nobody is invited, who meets is noted beside it. */
export function toRoomEvent(draft: EventDraft, times: GraphTimes): JsonObject {
  return {
    ...toCommon(draft, times),
    ...toLocations(draft.rooms),
    ...toProperties(uidOf(draft), peopleOf(draft)),
  };
}

/** The same while dates of its series are still to be taken away. */
export function toUnfinishedRoomEvent(draft: EventDraft, times: GraphTimes): JsonObject {
  return {
    ...toRoomEvent(draft, times),
    ...toProperties(uidOf(draft), peopleOf(draft), stage('unfinished')),
  };
}

/** What says that all of it is written. */
export function toFinishing(draft: EventDraft): JsonObject {
  return toProperties(uidOf(draft), peopleOf(draft), stage('done'));
}

interface OwnProperty {
  readonly id: string;
  readonly value: string;
}

const uidOf = ({ uid }: EventDraft): OwnProperty => ({ id: uidProperty, value: uid });
const peopleOf = (draft: EventDraft): OwnProperty => ({
  id: peopleProperty,
  value: toPeople(draft),
});
const stage = (value: Stage): OwnProperty => ({ id: stageProperty, value });

function toProperties(...properties: readonly OwnProperty[]): JsonObject {
  return { singleValueExtendedProperties: properties };
}

function toInvited({ attendees, rooms }: EventDraft): JsonObject {
  return {
    attendees: [...toPersonAttendees(attendees), ...rooms.map(toRoomAttendee)],
    ...toLocations(rooms),
  };
}

function toCommon(draft: EventDraft, times: GraphTimes): JsonObject {
  return {
    ...times,
    subject: draft.title,
    body: toBody(draft.description ?? ''),
    sensitivity: draft.visibility === 'private' ? 'private' : 'normal',
    showAs: 'busy',
    isReminderOn: false,
    transactionId: toTransactionId(draft.uid),
  };
}

/** What of a change is no question of time, people or rooms. */
export function toTexts({ title, description }: EventChange): JsonObject {
  return {
    ...(title === undefined ? {} : { subject: title }),
    ...(description === undefined ? {} : { body: toBody(description) }),
  };
}

export function toPersonAttendees(people: readonly Participant[]): readonly JsonObject[] {
  return people.map(({ email, name, optional }) => ({
    type: optional ? 'optional' : 'required',
    emailAddress: { address: email, ...(name === undefined ? {} : { name }) },
  }));
}

export function toRoomAttendee(room: RoomRef): JsonObject {
  return { type: 'resource', emailAddress: { address: mailboxOf(room) } };
}

/** Graph fills in the name of a place that it knows by its address. */
export function toLocations(rooms: readonly RoomRef[]): JsonObject {
  const locations = rooms.map((room) => {
    const address = mailboxOf(room);
    return { displayName: address, locationEmailAddress: address, locationType: 'conferenceRoom' };
  });
  return { location: locations[0], ...(locations.length > 1 ? { locations } : {}) };
}

export function toTimes({ start, end }: Pick<EventDraft, 'start' | 'end'>): GraphTimes {
  return { start: toGraphTime(start), end: toGraphTime(end) };
}

function toBody(text: string): JsonObject {
  return { contentType: 'text', content: text };
}
