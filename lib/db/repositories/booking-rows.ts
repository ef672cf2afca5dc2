import { z } from 'zod';
import {
  type BookedDate,
  type BookedEvent,
  type Booking,
  type BookingHead,
  stages,
} from '@/lib/core/bookings/booking';
import { bookingStatuses } from '@/lib/core/bookings/status';
import { statusReasons } from '@/lib/core/bookings/status-reason';
import { zoneId } from '@/lib/core/time/zone';
import { epochMsColumn, instantColumn } from '@/lib/db/columns';

/** What a statement must select, under these names, for `toBookingHead`. */
export const headColumns = `
  b.id, b.organisation_id, b.uid, b.status, b.status_reason, b.title, b.description, b.visibility,
  b.booked_by_id, b.attendees, b.time_zone, b.starts_at, b.ends_at, b.last_ends_at, b.rrule,
  b.revision, b.created_at,
  json_build_object('id', p.id, 'email', p.email, 'name', p.name) AS organizer`;

/** The same for `toBooking`: with everything that the protocol needs. */
export const bookingColumns = `
  ${headColumns}, b.due_at, b.attempts, b.change,
  (SELECT json_agg(json_build_array(e.id, e.uid, e.stage, e.room_ids, epoch_ms(e.starts_at),
            epoch_ms(e.ends_at), e.rrule, e.content, e.buffer_before_ms, e.buffer_after_ms,
            e.handle, e.version) ORDER BY e.id)
     FROM booking_events e WHERE e.booking_id = b.id) AS events,
  (SELECT coalesce(json_agg(json_build_array(o.event_id, o.room_id, o.status,
            epoch_ms(o.recurrence_id), epoch_ms(o.starts_at), epoch_ms(o.ends_at),
            epoch_ms(o.held_from), epoch_ms(o.held_until), o.content)
            ORDER BY o.recurrence_id, o.room_id), '[]')
     FROM occurrences o WHERE o.booking_id = b.id) AS dates`;

export const attendeesColumn = z.array(
  z.object({
    email: z.string(),
    name: z.string().exactOptional(),
    optional: z.boolean().exactOptional(),
  }),
);

export const contentColumn = z
  .object({
    title: z.string().exactOptional(),
    description: z.string().nullable().exactOptional(),
    attendees: attendeesColumn.exactOptional(),
  })
  .nullable();

const headFields = {
  id: z.string(),
  organisation_id: z.string(),
  uid: z.string(),
  status: z.enum(bookingStatuses),
  status_reason: z.enum(statusReasons).nullable(),
  title: z.string(),
  description: z.string().nullable(),
  visibility: z.enum(['default', 'private']),
  booked_by_id: z.string(),
  attendees: attendeesColumn,
  time_zone: z.string().transform(zoneId),
  starts_at: instantColumn,
  ends_at: instantColumn,
  last_ends_at: instantColumn,
  rrule: z.string().nullable(),
  revision: z.number(),
  created_at: instantColumn,
  organizer: z.object({ id: z.string(), email: z.string(), name: z.string() }),
};

const eventColumn = z
  .tuple([
    z.string(),
    z.string(),
    z.enum(stages),
    z.array(z.string()),
    epochMsColumn,
    epochMsColumn,
    z.string().nullable(),
    contentColumn,
    z.number(),
    z.number(),
    z.string().nullable(),
    z.string().nullable(),
  ])
  .transform(
    ([
      id,
      uid,
      stage,
      roomIds,
      start,
      end,
      rrule,
      content,
      before,
      after,
      handle,
      version,
    ]): BookedEvent => ({
      id,
      uid,
      stage,
      roomIds,
      start,
      end,
      rrule,
      content,
      bufferBeforeMs: before,
      bufferAfterMs: after,
      handle,
      version,
    }),
  );

const dateColumn = z
  .tuple([
    z.string(),
    z.string(),
    z.enum(bookingStatuses),
    epochMsColumn,
    epochMsColumn,
    epochMsColumn,
    epochMsColumn,
    epochMsColumn,
    contentColumn,
  ])
  .transform(
    ([
      eventId,
      roomId,
      status,
      recurrenceId,
      start,
      end,
      heldFrom,
      heldUntil,
      content,
    ]): BookedDate => ({
      eventId,
      roomId,
      status,
      recurrenceId,
      start,
      end,
      held: { start: heldFrom, end: heldUntil },
      content,
    }),
  );

const stepColumn = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['create', 'update', 'remove']), eventId: z.string() }),
  z.object({
    kind: z.enum(['update-date', 'cancel-date']),
    eventId: z.string(),
    recurrenceId: epochMsColumn,
  }),
]);

const changeColumn = z
  .object({
    content: contentColumn
      .unwrap()
      .extend({ visibility: z.enum(['default', 'private']).exactOptional() }),
    rrule: z.string().nullable(),
    guardIds: z.array(z.string()),
    steps: z.array(stepColumn),
    undo: z.array(stepColumn),
  })
  .nullable();

const headRow = z.object(headFields);
const bookingRow = z.object({
  ...headFields,
  due_at: instantColumn.nullable(),
  attempts: z.number(),
  change: changeColumn,
  events: z.array(eventColumn),
  dates: z.array(dateColumn),
});

/** A row as selected by `headColumns`; a row that does not fit is a defect and throws. */
export function toBookingHead(row: unknown): BookingHead {
  return fromHeadFields(headRow.parse(row));
}

/** A row as selected by `bookingColumns`. */
export function toBooking(row: unknown): Booking {
  const fields = bookingRow.parse(row);
  const { due_at: dueAt, attempts, change, events, dates } = fields;
  return { ...fromHeadFields(fields), dueAt, attempts, change, events, dates };
}

function fromHeadFields(fields: z.output<typeof headRow>): BookingHead {
  return {
    id: fields.id,
    organisationId: fields.organisation_id,
    uid: fields.uid,
    status: fields.status,
    statusReason: fields.status_reason,
    title: fields.title,
    description: fields.description,
    visibility: fields.visibility,
    organizer: fields.organizer,
    bookedById: fields.booked_by_id,
    attendees: fields.attendees,
    timeZone: fields.time_zone,
    start: fields.starts_at,
    end: fields.ends_at,
    lastEnd: fields.last_ends_at,
    rrule: fields.rrule,
    revision: fields.revision,
    createdAt: fields.created_at,
  };
}
