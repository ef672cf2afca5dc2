import type {
  CalendarEvent,
  EventChange,
  EventRef,
  Participant,
  RoomAnswer,
} from '@/lib/calendar/backend';
import { kindForRooms } from '@/lib/calendar/backends/shared/kind-for-rooms';
import type { Series } from '@/lib/core/recurrence/series';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';

/** One date of an event; `recurrenceId` is null when the event does not recur. */
export interface MockDate extends Interval {
  readonly recurrenceId: Instant | null;
  /** What is said of this date alone. */
  readonly texts?: Pick<EventChange, 'title' | 'description' | 'attendees'>;
}

/** An event as the mock keeps it. Never changed in place. */
export interface MockEvent {
  readonly handle: string;
  readonly uid: string;
  readonly version: number;
  readonly title: string;
  readonly description: string | null;
  readonly kind: CalendarEvent['kind'];
  readonly visibility: 'default' | 'private';
  readonly timeZone: ZoneId;
  readonly organizer: Participant | null;
  readonly attendees: readonly Participant[];
  readonly dates: readonly MockDate[];
  /** What the dates follow; null for a single event and for what others wrote. */
  readonly series: Series<never> | null;
  readonly answers: readonly RoomAnswer[];
  /** When pending rooms will answer by themselves; null: only when told to. */
  readonly answersAt: Instant | null;
}

/** One date as it weighs on one room, or on all its rooms together when none is named. */
export function fromMockEvent(event: MockEvent, date: MockDate, roomId?: string): CalendarEvent {
  const weighing = event.answers.filter(
    (answer) => roomId === undefined || answer.roomId === roomId,
  );
  return {
    ref: toRef(event, date.recurrenceId),
    start: date.start,
    end: date.end,
    kind: kindForRooms(event.kind, weighing),
    title: date.texts?.title ?? event.title,
    organizer: event.organizer,
    attendees: date.texts?.attendees ?? event.attendees,
    visibility: event.visibility,
    answers: event.answers,
  };
}

/** The event as a whole; of a series, as its first date was planned. Null when it has no dates. */
export function fromWholeMockEvent(event: MockEvent): CalendarEvent | null {
  const { series } = event;
  const [first] = event.dates;
  const planned = series && { start: series.start, end: addMs(series.start, series.durationMs) };
  const whole = planned ?? first;
  return whole ? fromMockEvent(event, { ...whole, recurrenceId: null }) : null;
}

export function toRef(event: MockEvent, recurrenceId: Instant | null = null): EventRef {
  return {
    uid: event.uid,
    recurrenceId,
    handle: event.handle,
    version: String(event.version),
    rooms: event.answers.map(({ roomId }) => ({ roomId, address: {} })),
  };
}
