import { z } from 'zod';
import type { Booking } from '@/lib/core/bookings/booking';
import { bookingStatuses } from '@/lib/core/bookings/status';
import { statusReasons } from '@/lib/core/bookings/status-reason';
import { instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

/** What a statement must select, under these names, for `toBooking`. */
export const bookingColumns = `
  b.id, b.organisation_id, b.uid, b.status, b.status_reason, b.title, b.description, b.visibility,
  b.booked_by_id, b.attendees, b.time_zone, b.starts_at, b.ends_at, b.revision, b.due_at,
  b.attempts, b.created_at,
  json_build_object('id', p.id, 'email', p.email, 'name', p.name) AS organizer,
  (SELECT json_agg(json_build_object('roomId', r.room_id, 'handle', r.handle,
            'version', r.version, 'answer', r.answer) ORDER BY r.room_id)
     FROM booking_rooms r WHERE r.booking_id = b.id) AS rooms`;

const instantColumn = z.date().transform((value) => instant(value.getTime()));

const bookingRow = z.object({
  id: z.string(),
  organisation_id: z.string(),
  uid: z.string(),
  status: z.enum(bookingStatuses),
  status_reason: z.enum(statusReasons).nullable(),
  title: z.string(),
  description: z.string().nullable(),
  visibility: z.enum(['default', 'private']),
  booked_by_id: z.string(),
  attendees: z.array(
    z.object({
      email: z.string(),
      name: z.string().exactOptional(),
      optional: z.boolean().exactOptional(),
    }),
  ),
  time_zone: z.string().transform(zoneId),
  starts_at: instantColumn,
  ends_at: instantColumn,
  revision: z.number(),
  due_at: instantColumn.nullable(),
  attempts: z.number(),
  created_at: instantColumn,
  organizer: z.object({ id: z.string(), email: z.string(), name: z.string() }),
  rooms: z.array(
    z.object({
      roomId: z.string(),
      handle: z.string().nullable(),
      version: z.string().nullable(),
      answer: z.enum(['accepted', 'declined', 'tentative', 'pending']),
    }),
  ),
});

/** A row as selected by `bookingColumns`; a row that does not fit is a defect and throws. */
export function toBooking(row: unknown): Booking {
  const fields = bookingRow.parse(row);
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
    rooms: fields.rooms,
    revision: fields.revision,
    dueAt: fields.due_at,
    attempts: fields.attempts,
    createdAt: fields.created_at,
  };
}
