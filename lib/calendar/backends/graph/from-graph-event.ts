import type {
  Answer,
  CalendarEvent,
  Participant,
  RoomAnswer,
  RoomRef,
} from '@/lib/calendar/backend';
import { mailboxOf } from '@/lib/calendar/backends/graph/addresses';
import { peopleProperty, propertyOf } from '@/lib/calendar/backends/graph/extended-properties';
import { type GraphEvent, graphEvent } from '@/lib/calendar/backends/graph/graph-event';
import { fromGraphTime, fromGraphZone, utc } from '@/lib/calendar/backends/graph/graph-time';
import { fromPeople } from '@/lib/calendar/backends/graph/people';
import { BackendError } from '@/lib/calendar/errors';
import { type Instant, parseInstant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { toInstant, toWallTime } from '@/lib/core/time/wall-time';

/** @throws BackendError `bad-response` for what is no event */
export function readGraphEvent(value: unknown): GraphEvent {
  const parsed = graphEvent.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new BackendError('bad-response', `an event of Graph cannot be read at "${path}"`);
}

/** @throws BackendError `bad-response` when it has no readable times */
export function spanOf(event: GraphEvent): Interval {
  const start = instantOf(event, event.start);
  const end = instantOf(event, event.end);
  if (start !== null && end !== null) return { start, end };
  throw new BackendError('bad-response', 'an event of Graph has no readable times');
}

/** All-day events float: Graph tells their midnights in whatever zone it is asked for. */
function instantOf(event: GraphEvent, time: GraphEvent['start']): Instant | null {
  if (!time) return null;
  const at = fromGraphTime(time.dateTime, time.timeZone ?? null);
  const zone = fromGraphZone(event.originalStartTimeZone ?? '');
  if (at === null || !event.isAllDay || zone === null || at % 86_400_000 !== 0) return at;
  return toInstant(toWallTime(at, utc), zone);
}

/** When the rule had this date; null for what is no date of a series. @throws BackendError `bad-response` */
export function originalStartOf(event: GraphEvent): Instant | null {
  if (event.type !== 'occurrence' && event.type !== 'exception') return null;
  const told = event.originalStart ? parseInstant(event.originalStart) : null;
  const at = told ?? (event.type === 'occurrence' ? spanOf(event).start : null);
  if (at !== null) return at;
  throw new BackendError('bad-response', 'a date of a series does not tell its original start');
}

const answerWords: Readonly<Record<string, Answer>> = {
  accepted: 'accepted',
  organizer: 'accepted',
  declined: 'declined',
  tentativelyaccepted: 'tentative',
};

/** `none`, `notResponded`, and the empty text of some samples are no answer yet. */
export function fromResponse(response: string | undefined): Answer {
  return answerWords[(response ?? '').toLowerCase()] ?? 'pending';
}

/** What each of the rooms answered, as the organiser's event tells it; a room not invited is absent. */
export function answersOf(event: GraphEvent, rooms: readonly RoomRef[]): readonly RoomAnswer[] {
  return rooms.flatMap((room) => {
    const mailbox = mailboxOf(room);
    const attendee = event.attendees?.find((each) => addressOf(each) === mailbox);
    const answer = fromResponse(attendee?.status?.response);
    return attendee ? [{ roomId: room.roomId, answer }] : [];
  });
}

export function addressOf(person: {
  readonly emailAddress?: { readonly address?: string | null | undefined } | null | undefined;
}): string {
  return person.emailAddress?.address?.trim().toLowerCase() ?? '';
}

/** What the event means as its calendar shows it, whoever may have answered what. */
export function kindOf(event: GraphEvent): CalendarEvent['kind'] {
  if (event.isCancelled || event.showAs === 'free') return 'free';
  return event.showAs === 'tentative' ? 'tentative' : 'busy';
}

export function visibilityOf({ sensitivity }: GraphEvent): 'default' | 'private' {
  return sensitivity === '' || sensitivity === 'normal' ? 'default' : 'private';
}

/** A private event keeps its subject to itself, also where the application could read it. */
export function titleOf(event: GraphEvent): string | null {
  return visibilityOf(event) === 'private' ? null : (event.subject ?? null);
}

/**
 * Who meets: those whom Foyer noted where nobody could be invited, else organiser and attendees. A date
 * of a series that has no note of its own has that of the whole.
 */
export function peopleOf(
  event: GraphEvent,
  whole: GraphEvent = event,
): Pick<CalendarEvent, 'organizer' | 'attendees'> {
  const noted = fromPeople(propertyOf(event, peopleProperty) ?? propertyOf(whole, peopleProperty));
  if (noted) return noted;
  const people = (event.attendees ?? []).filter(({ type }) => type !== 'resource');
  return {
    organizer: event.organizer ? toParticipant(event.organizer) : null,
    attendees: people.flatMap((person) => {
      const participant = toParticipant(person);
      return participant ? [participant] : [];
    }),
  };
}

function toParticipant(person: {
  readonly emailAddress?:
    | { readonly address?: string | null | undefined; readonly name?: string | null | undefined }
    | null
    | undefined;
  readonly type?: string;
}): Participant | null {
  const email = person.emailAddress?.address?.trim() ?? '';
  if (email === '') return null;
  const name = person.emailAddress?.name ?? '';
  return {
    email,
    // Exchange names those of whom it knows no name by their address.
    ...(name === '' || name === email ? {} : { name }),
    ...(person.type === 'optional' ? { optional: true } : {}),
  };
}
