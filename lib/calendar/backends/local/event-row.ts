import type { CalendarEvent, EventRef, Participant, RoomAnswer } from '@/lib/calendar/backend';
import { kindForRooms } from '@/lib/calendar/backends/shared/kind-for-rooms';
import { instant } from '@/lib/core/time/instant';

/** One date of one event as the statements below select it. Times are epoch milliseconds. */
export interface EventRow {
  readonly id: string;
  readonly uid: string;
  readonly version: number;
  readonly title: string;
  readonly visibility: string;
  readonly kind: CalendarEvent['kind'];
  readonly organizer: Participant;
  readonly attendees: readonly Participant[];
  readonly start_ms: number;
  readonly end_ms: number;
  /** Names the date within its event; what it was first planned for. */
  readonly date_ms: number;
  readonly recurs: boolean;
  /** The event as a whole; of a series its first date as planned. */
  readonly whole_title: string;
  readonly whole_attendees: readonly Participant[];
  readonly whole_start_ms: number;
  readonly whole_end_ms: number;
  readonly answers: readonly RoomAnswer[];
}

/** Columns of an EventRow, of an event `e` and one of its occurrences `o`. */
export const eventColumns = `
  e.id, e.uid, e.version, e.visibility, e.organizer, o.kind,
  coalesce(o.title, e.title) AS title,
  coalesce(o.attendees, e.attendees) AS attendees,
  e.title AS whole_title,
  e.attendees AS whole_attendees,
  ${epochMs('o.starts_at')} AS start_ms,
  ${epochMs('o.ends_at')} AS end_ms,
  ${epochMs('o.recurrence_id')} AS date_ms,
  e.rrule IS NOT NULL AS recurs,
  ${epochMs('e.starts_at')} AS whole_start_ms,
  ${epochMs('e.ends_at')} AS whole_end_ms,
  (SELECT jsonb_agg(jsonb_build_object('roomId', a.room_id, 'answer', a.answer) ORDER BY a.room_id)
     FROM local_occurrences a
    WHERE a.event_id = e.id AND a.recurrence_id = o.recurrence_id) AS answers`;

/** SQL that reads a timestamp as the epoch milliseconds of an Instant, exactly. */
export function epochMs(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8`;
}

/** As it weighs on one room, or on all its rooms together when none is named. */
export function fromEventRow(row: EventRow, roomId?: string): CalendarEvent {
  const weighing = row.answers.filter((answer) => roomId === undefined || answer.roomId === roomId);
  return {
    ref: toEventRef(row),
    start: instant(row.start_ms),
    end: instant(row.end_ms),
    kind: kindForRooms(row.kind, weighing),
    title: row.title,
    organizer: row.organizer,
    attendees: row.attendees,
    visibility: row.visibility === 'private' ? 'private' : 'default',
    answers: row.answers,
  };
}

/** The event as what names no date of it. */
export function fromWholeEventRow(row: EventRow): CalendarEvent {
  const event = fromEventRow(row);
  const ref = { ...event.ref, recurrenceId: null };
  const planned = { start: instant(row.whole_start_ms), end: instant(row.whole_end_ms) };
  const texts = { title: row.whole_title, attendees: row.whole_attendees };
  return { ...event, ref, ...texts, ...(row.recurs ? planned : {}) };
}

function toEventRef(row: EventRow): EventRef {
  return {
    uid: row.uid,
    recurrenceId: row.recurs ? instant(row.date_ms) : null,
    handle: row.id,
    version: String(row.version),
    rooms: row.answers.map(({ roomId }) => ({ roomId, address: {} })),
  };
}
