import { createHash } from 'node:crypto';
import type { Answer, CalendarEvent, RoomAnswer, RoomRef } from '@/lib/calendar/backend';
import { type Place, toHandle } from '@/lib/calendar/backends/graph/addresses';
import { peopleProperty, propertyOf } from '@/lib/calendar/backends/graph/extended-properties';
import {
  addressOf,
  answersOf,
  fromResponse,
  kindOf,
  originalStartOf,
  peopleOf,
  spanOf,
  titleOf,
  visibilityOf,
} from '@/lib/calendar/backends/graph/from-graph-event';
import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';
import { kindForRooms } from '@/lib/calendar/backends/shared/kind-for-rooms';

/** One event as it now stands in the mailbox where it can be changed; of a series, with its dates. */
export interface Meeting {
  readonly place: Place;
  readonly uid: string;
  /** A single event, or the master of a series. */
  readonly event: GraphEvent;
  /** Every date of a series, also those that were changed; null for a single event. */
  readonly dates: readonly GraphEvent[] | null;
  /** Of what people wrote, whatever rooms may have answered meanwhile. */
  readonly version: string;
}

export type MeetingContent = Pick<Meeting, 'event' | 'dates'>;

/**
 * A digest of what the event says. Its changeKey would not do: it also changes when a room answers,
 * and a booking that was only answered is not another one.
 */
export function versionOf({ event, dates }: MeetingContent): string {
  const content = [contentOf(event), event.recurrence ?? null, (dates ?? []).map(contentOf)];
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 27);
}

function contentOf(event: GraphEvent) {
  const { start, end } = spanOf(event);
  return [
    originalStartOf(event),
    start,
    end,
    event.subject ?? '',
    event.body?.content ?? '',
    event.sensitivity,
    event.showAs,
    event.isCancelled,
    (event.attendees ?? []).map((each) => `${each.type} ${addressOf(each)}`).sort(),
    propertyOf(event, peopleProperty),
  ];
}

/** The whole meeting, or one date of it, for these rooms. */
export function toCalendarEvent(
  meeting: Pick<Meeting, 'place' | 'uid' | 'event'>,
  shown: GraphEvent,
  rooms: readonly RoomRef[],
  version: string | null,
  answers: readonly RoomAnswer[] = roomAnswers(shown, rooms),
): CalendarEvent {
  return {
    ref: {
      uid: meeting.uid,
      recurrenceId: originalStartOf(shown),
      handle: toHandle(meeting.place),
      version,
      rooms,
    },
    ...spanOf(shown),
    kind: kindForRooms(kindOf(shown), answers),
    title: titleOf(shown),
    ...peopleOf(shown, meeting.event),
    visibility: visibilityOf(shown),
    answers,
  };
}

/** By the organiser's list where the rooms are invited, else by what the room's own event shows. */
export function roomAnswers(shown: GraphEvent, rooms: readonly RoomRef[]): readonly RoomAnswer[] {
  const invited = answersOf(shown, rooms);
  if (shown.isOrganizer && invited.length > 0) return invited;
  return rooms.map(({ roomId }) => ({ roomId, answer: ownAnswer(shown) }));
}

/** Of a room's own event its showing is its answer: nobody asked it. */
function ownAnswer(event: GraphEvent): Answer {
  if (!event.isOrganizer) return fromResponse(event.responseStatus?.response);
  const kind = kindOf(event);
  if (kind === 'free') return 'declined';
  return kind === 'tentative' ? 'tentative' : 'accepted';
}
