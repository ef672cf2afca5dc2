import type { Answer, CalendarEvent, EventRef, Participant, RoomRef } from '@/lib/calendar/backend';
import type {
  AttendeeOutline,
  EventOutline,
} from '@/lib/calendar/backends/shared/icalendar/event-outline';
import type { Occurrence } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import { type BusyInterval, withinWindow } from '@/lib/core/availability/busy';
import type { Interval } from '@/lib/core/time/interval';

/** Where an occurrence was read: its object's handle and version, and the room. */
export interface OccurrencePlace {
  readonly handle: string;
  readonly version: string | null;
  readonly room: RoomRef;
}

/** The stretches that take the room, clipped to the window and sorted. */
export function fromOccurrencesToBusy(
  occurrences: readonly Occurrence[],
  room: RoomRef,
  window: Interval,
): readonly BusyInterval[] {
  const busy = occurrences.flatMap(({ event, start, end }): readonly BusyInterval[] => {
    const kind = fromWeight(event, room);
    if (kind === 'free' || end <= start) return [];
    return [{ start, end, kind, ...(event.uid === '' ? {} : { uid: event.uid }) }];
  });
  return withinWindow(busy, window);
}

export function fromOccurrence(
  { event, recurrenceId, start, end }: Occurrence,
  { handle, version, room }: OccurrencePlace,
): CalendarEvent {
  const ref: EventRef = { uid: event.uid, recurrenceId, handle, version, rooms: [room] };
  const people = event.attendees.filter((each) => !each.resource && !isRoom(each, room));
  return {
    ref,
    start,
    end,
    kind: fromWeight(event, room),
    title: event.title,
    organizer: event.organizer && fromPerson(event.organizer),
    attendees: people.map((each) => ({
      ...fromPerson(each),
      ...(each.optional ? { optional: true } : {}),
    })),
    visibility: event.private ? 'private' : 'default',
    answers: [{ roomId: room.roomId, answer: fromParticipation(event, room) }],
  };
}

/** What an event means for the room that it stands in. An invitation not yet answered may come. */
export function fromWeight(event: EventOutline, room: RoomRef): CalendarEvent['kind'] {
  const answer = fromParticipation(event, room);
  if (event.status === 'cancelled' || event.transparent || answer === 'declined') return 'free';
  return event.status === 'tentative' || answer !== 'accepted' ? 'tentative' : 'busy';
}

/** RFC 5545 section 3.2.12. What stands in the room's calendar without inviting it is accepted. */
export function fromParticipation(event: EventOutline, room: RoomRef): Answer {
  const invited = event.attendees.find((each) => isRoom(each, room));
  if (!invited) return 'accepted';
  const answers: Readonly<Record<string, Answer>> = {
    ACCEPTED: 'accepted',
    DECLINED: 'declined',
    TENTATIVE: 'tentative',
  };
  return answers[invited.participation] ?? 'pending';
}

function isRoom({ email }: AttendeeOutline, { address }: RoomRef): boolean {
  return address.email !== undefined && email.toLowerCase() === address.email.toLowerCase();
}

function fromPerson({ email, name }: { email: string; name: string | null }): Participant {
  return name === null || name === '' ? { email } : { email, name };
}
