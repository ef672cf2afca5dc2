import * as z from 'zod';
import { bookingStatuses } from '@/lib/core/bookings/status';
import { statusReasons } from '@/lib/core/bookings/status-reason';
import { dayMs } from '@/lib/core/time/instant';
import { endpoint } from '@/lib/http/contract/endpoint';
import {
  booleanQuery,
  commaSeparated,
  emailSchema,
  idSchema,
  instantInput,
  instantOutput,
  listOf,
  pageQuery,
  text,
  zoneSchema,
} from '@/lib/http/contract/fields';

const longestBookingDays = 14;

const attendeeInput = z.object({
  email: emailSchema,
  name: text(200).exactOptional(),
  optional: z.boolean().exactOptional(),
});

export const bookingInput = z
  .strictObject({
    roomIds: z.array(idSchema).min(1).max(20),
    title: text(255, 1),
    start: instantInput,
    end: instantInput,
    timeZone: zoneSchema,
    description: text(8_000).optional(),
    attendees: z.array(attendeeInput).max(500).optional(),
    visibility: z.enum(['default', 'private']).default('default'),
    onBehalfOf: emailSchema.optional(),
  })
  .refine((body) => body.start < body.end, { message: 'must be after start', path: ['end'] })
  .refine((body) => body.end - body.start <= longestBookingDays * dayMs, {
    message: `must be at most ${longestBookingDays} days after start`,
    path: ['end'],
  })
  .refine((body) => new Set(body.roomIds).size === body.roomIds.length, {
    message: 'must not name a room twice',
    path: ['roomIds'],
  });

export const bookingSchema = z.object({
  id: z.string(),
  seriesId: z.string().nullable(),
  recurrenceId: instantOutput.nullable(),
  rooms: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      building: z.string(),
      floor: z.string(),
      timeZone: z.string(),
    }),
  ),
  title: z.string(),
  description: z.string().nullable(),
  start: instantOutput,
  end: instantOutput,
  timeZone: z.string(),
  organizer: z.object({ email: z.string(), name: z.string() }),
  attendees: z.array(
    z.object({ email: z.string(), name: z.string().optional(), optional: z.boolean().optional() }),
  ),
  status: z.enum(bookingStatuses),
  statusReason: z.enum(statusReasons).nullable(),
  visibility: z.enum(['default', 'private']),
  /** What the reader may do with it. */
  mayCancel: z.boolean(),
  createdAt: instantOutput,
  etag: z.string(),
  links: z.object({ self: z.string() }),
});
export type BookingAnswer = z.infer<typeof bookingSchema>;

const oneBooking = z.object({ id: idSchema });

export const createBooking = endpoint({
  id: 'createBooking',
  method: 'POST',
  path: '/api/v1/bookings',
  summary: 'Book: 201 confirmed, 202 when an answer is still due',
  access: 'employee',
  params: z.object({}),
  query: z.object({}),
  body: bookingInput,
  answer: bookingSchema,
  statuses: [201, 202],
});
export type BookingInput = z.input<typeof bookingInput>;

export const listBookings = endpoint({
  id: 'listBookings',
  method: 'GET',
  path: '/api/v1/bookings',
  summary: 'Bookings, by start',
  access: 'employee',
  params: z.object({}),
  query: z.object({
    mine: booleanQuery.optional(),
    roomId: idSchema.optional(),
    start: instantInput.optional(),
    end: instantInput.optional(),
    status: commaSeparated(z.enum(bookingStatuses), bookingStatuses.length).optional(),
    ...pageQuery(100, 500),
  }),
  body: z.undefined(),
  answer: listOf(bookingSchema),
  statuses: [200],
});

export const getBooking = endpoint({
  id: 'getBooking',
  method: 'GET',
  path: '/api/v1/bookings/{id}',
  summary: 'One booking, with its ETag',
  access: 'employee',
  params: oneBooking,
  query: z.object({}),
  body: z.undefined(),
  answer: bookingSchema,
  statuses: [200],
});

export const cancelBooking = endpoint({
  id: 'cancelBooking',
  method: 'DELETE',
  path: '/api/v1/bookings/{id}',
  summary: 'Cancel: 204 when it is gone from the calendar, 202 while the calendar does not answer',
  access: 'employee',
  params: oneBooking,
  query: z.object({ scope: z.enum(['one', 'following', 'all']).default('all') }),
  body: z.undefined(),
  answer: bookingSchema,
  statuses: [204, 202],
});
