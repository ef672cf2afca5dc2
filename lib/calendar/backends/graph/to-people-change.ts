import type { EventChange } from '@/lib/calendar/backend';
import type { JsonObject } from '@/lib/calendar/backends/graph/client';
import {
  peopleProperty,
  propertyOf,
  uidProperty,
} from '@/lib/calendar/backends/graph/extended-properties';
import { peopleOf } from '@/lib/calendar/backends/graph/from-graph-event';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import { toPeople } from '@/lib/calendar/backends/graph/people';
import {
  toLocations,
  toPersonAttendees,
  toRoomAttendee,
} from '@/lib/calendar/backends/graph/to-graph-event';
import type { Capabilities } from '@/lib/calendar/capabilities';

/**
 * What a change of people and rooms writes at an event, or at one date of it. Graph replaces whole
 * lists, so who stays is in them again: Exchange keeps their answers.
 */
export function toPeopleChange(
  { writeMode }: Capabilities,
  whole: GraphEvent,
  event: GraphEvent,
  { attendees, rooms }: Pick<EventChange, 'attendees' | 'rooms'>,
): JsonObject {
  if (attendees === undefined && rooms === undefined) return {};
  if (writeMode === 'direct') return toNotedPeople(whole, event, attendees);
  const invited = event.attendees ?? [];
  const people = attendees
    ? toPersonAttendees(attendees)
    : invited.filter(({ type }) => type !== 'resource').map(toInvited);
  const resources = rooms
    ? rooms.map(toRoomAttendee)
    : invited.filter(({ type }) => type === 'resource').map(toInvited);
  return { attendees: [...people, ...resources], ...(rooms ? toLocations(rooms) : {}) };
}

function toNotedPeople(
  whole: GraphEvent,
  event: GraphEvent,
  attendees: EventChange['attendees'] = [],
): JsonObject {
  const organizer = peopleOf(event, whole).organizer ?? { email: '' };
  const uid = propertyOf(whole, uidProperty);
  return {
    singleValueExtendedProperties: [
      ...(uid === null ? [] : [{ id: uidProperty, value: uid }]),
      { id: peopleProperty, value: toPeople({ organizer, attendees }) },
    ],
  };
}

function toInvited({ type, emailAddress }: NonNullable<GraphEvent['attendees']>[number]) {
  return { type, emailAddress };
}
