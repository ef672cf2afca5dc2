import * as z from 'zod/mini';
import { unknownReasons } from '@/lib/core/availability/busy';
import { bookingStatuses } from '@/lib/core/bookings/status';
import { statusReasons } from '@/lib/core/bookings/status-reason';
import { unansweredModes } from '@/lib/core/policy/room-policy';
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
  plainText,
  text,
  zoneSchema,
} from '@/lib/http/contract/fields';
import { slotSchema, suggestionSchema, violationSchema } from '@/lib/http/contract/problem';

const longestBookingDays = 14;
const longestTextRule = 500;
/** A series has at most so many dates. */
export const mostDates = 1_000;

const roomIdsInput = z.array(idSchema).check(z.minLength(1), z.maxLength(20));

const attendeeInput = z.object({
  email: emailSchema,
  name: z.exactOptional(text(200)),
  optional: z.exactOptional(z.boolean()),
});
const attendeesInput = z.array(attendeeInput).check(z.maxLength(500));

/** Another room or another time on one date of a series, named by the start that its rule gives it. */
const replacementInput = z
  .strictObject({
    recurrenceId: instantInput,
    roomId: z.optional(idSchema),
    /** Of several rooms the one that is replaced; with one room it is that. */
    replacesRoomId: z.optional(idSchema),
    start: z.optional(instantInput),
    end: z.optional(instantInput),
  })
  .check(
    z.refine(({ start, end }) => (start === undefined) === (end === undefined), {
      message: 'give both start and end, or neither',
      path: ['end'],
    }),
    z.refine(({ start, end }) => start === undefined || end === undefined || start < end, {
      message: 'must be after start',
      path: ['end'],
    }),
    z.refine(({ roomId, start }) => roomId !== undefined || start !== undefined, {
      message: 'name another room or another time',
      path: ['roomId'],
    }),
  );

/** When and where: what a preview needs, and every booking has. */
const slotFields = {
  roomIds: roomIdsInput,
  start: instantInput,
  end: instantInput,
  timeZone: zoneSchema,
  /** RFC 5545 section 3.3.10, without `RRULE:`; the dates keep the wall clock of the room's zone. */
  rrule: z.optional(plainText(longestTextRule)),
  /** Dates of the rule that are left out, by the starts that it gives them. */
  exceptions: z.optional(z.array(instantInput).check(z.maxLength(mostDates))),
  onBehalfOf: z.optional(emailSchema),
  /** What becomes of dates of a series that cannot be had. */
  onConflict: z._default(z.enum(['refuse', 'skip']), 'refuse'),
  replacements: z.optional(z.array(replacementInput).check(z.maxLength(100))),
};

const contentFields = {
  title: text(255, 1),
  description: z.optional(text(8_000)),
  attendees: z.optional(attendeesInput),
  visibility: z._default(z.enum(['default', 'private']), 'default'),
};

interface SlotInput {
  readonly start: number;
  readonly end: number;
  readonly roomIds: readonly string[];
  readonly rrule?: string | undefined;
  readonly exceptions?: readonly number[] | undefined;
  readonly replacements?: readonly unknown[] | undefined;
}

const slotRules = [
  z.refine<SlotInput>(({ start, end }) => start < end, {
    message: 'must be after start',
    path: ['end'],
  }),
  z.refine<SlotInput>(({ start, end }) => end - start <= longestBookingDays * dayMs, {
    message: `must be at most ${longestBookingDays} days after start`,
    path: ['end'],
  }),
  z.refine<SlotInput>(({ roomIds }) => new Set(roomIds).size === roomIds.length, {
    message: 'must not name a room twice',
    path: ['roomIds'],
  }),
  z.refine<SlotInput>(({ rrule, replacements }) => rrule !== undefined || !replacements?.length, {
    message: 'only dates of a series can be replaced',
    path: ['replacements'],
  }),
  z.refine<SlotInput>(({ rrule, exceptions }) => rrule !== undefined || !exceptions?.length, {
    message: 'only dates of a series can be left out',
    path: ['exceptions'],
  }),
];

export const bookingInput = z.strictObject({ ...slotFields, ...contentFields }).check(...slotRules);

/** The body of a booking; the words may still be missing. */
export const previewInput = z
  .strictObject({
    ...slotFields,
    ...contentFields,
    title: z.optional(text(255)),
    /** A booking, or a date of one, that is to be changed to this: its own time is not in its way. */
    changes: z.optional(z.strictObject({ id: idSchema })),
  })
  .check(...slotRules);
export type PreviewInput = z.input<typeof previewInput>;

/** What is present changes. Of a series, start and end are those of the date that is named. */
export const bookingChange = z
  .partial(
    z.strictObject({
      title: text(255, 1),
      description: z.nullable(text(8_000)),
      attendees: attendeesInput,
      visibility: z.enum(['default', 'private']),
      start: instantInput,
      end: instantInput,
      roomIds: roomIdsInput,
    }),
  )
  .check(
    z.refine((body) => Object.values(body).some((value) => value !== undefined), {
      message: 'must change something',
    }),
    z.refine(({ start, end }) => start === undefined || end === undefined || start < end, {
      message: 'must be after start',
      path: ['end'],
    }),
    z.refine(({ roomIds }) => roomIds === undefined || new Set(roomIds).size === roomIds.length, {
      message: 'must not name a room twice',
      path: ['roomIds'],
    }),
  );
export type BookingChangeInput = z.input<typeof bookingChange>;

const dateSchema = z.object({
  /** Names this date in every address that takes a booking's id. */
  id: z.string(),
  recurrenceId: instantOutput,
  start: instantOutput,
  end: instantOutput,
  status: z.enum(bookingStatuses),
  roomIds: z.array(z.string()),
});

/** Why a date of a series was left out when it was booked. */
export const skipReasons = ['busy', 'policy'] as const;

export const bookingSchema = z.object({
  /** Of a booking, or of one date of a series. */
  id: z.string(),
  /** The series' own id; null for a booking of one date. */
  seriesId: z.nullable(z.string()),
  /** The start that the rule gives this date; null for a series as a whole and for one date. */
  recurrenceId: z.nullable(instantOutput),
  rrule: z.nullable(z.string()),
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
  description: z.nullable(z.string()),
  /** Of a series as a whole: of its first date. */
  start: instantOutput,
  end: instantOutput,
  timeZone: z.string(),
  organizer: z.object({ email: z.string(), name: z.string() }),
  attendees: z.array(
    z.object({
      email: z.string(),
      name: z.optional(z.string()),
      optional: z.optional(z.boolean()),
    }),
  ),
  status: z.enum(bookingStatuses),
  statusReason: z.nullable(z.enum(statusReasons)),
  visibility: z.enum(['default', 'private']),
  /** Somebody else's event in the calendar overlaps it since. */
  conflict: z.boolean(),
  conflicts: z.array(slotSchema),
  /** While its rooms have yet to answer: until when they are waited for, and what happens otherwise. */
  answerDue: z.optional(z.object({ at: instantOutput, otherwise: z.enum(unansweredModes) })),
  /** Ways out of a booking that was lost after it was asked for; told when it is read by itself. */
  alternatives: z.optional(z.array(suggestionSchema)),
  /** Every date, where the booking is a series as a whole. */
  occurrences: z.optional(z.array(dateSchema)),
  /** Dates that were left out because they could not be had; told when the series is made. */
  skipped: z.optional(
    z.array(
      z.object({
        recurrenceId: instantOutput,
        start: instantOutput,
        end: instantOutput,
        reason: z.enum(skipReasons),
      }),
    ),
  ),
  /** What cut the rule short: the room's booking window, or the most dates that a series may have. */
  bounded: z.optional(z.nullable(z.enum(['window', 'count']))),
  /** What the reader may do with it. */
  mayCancel: z.boolean(),
  mayChange: z.boolean(),
  createdAt: instantOutput,
  etag: z.string(),
  links: z.object({
    self: z.string(),
    series: z.optional(z.string()),
    /** The booking as a calendar file. */
    calendar: z.string(),
  }),
});
export type BookingAnswer = z.infer<typeof bookingSchema>;

export const previewStatuses = ['free', 'busy', 'unknown', 'policy'] as const;

const previewDateSchema = z.object({
  recurrenceId: instantOutput,
  start: instantOutput,
  end: instantOutput,
  /** The rooms of this date, where they are not those of the whole. */
  roomIds: z.array(z.string()),
  status: z.enum(previewStatuses),
  /** Why it is not known. */
  reason: z.optional(z.enum(unknownReasons)),
  conflicts: z.optional(z.array(slotSchema)),
  violations: z.optional(z.array(violationSchema)),
  alternatives: z.optional(z.array(suggestionSchema)),
});

export const previewAnswer = z.object({
  occurrences: z.array(previewDateSchema),
  /** What cut the rule short. */
  bounded: z.nullable(z.enum(['window', 'count'])),
  free: z.int(),
});
export type PreviewAnswer = z.infer<typeof previewAnswer>;

const oneBooking = z.object({ id: idSchema });

/** Absent: the date for the id of a date, the whole for the id of a booking. */
const scopeQuery = z.object({ scope: z.optional(z.enum(['one', 'following', 'all'])) });

export const previewBooking = endpoint({
  id: 'previewBooking',
  method: 'POST',
  path: '/api/v1/bookings/preview',
  summary: 'What booking this would come to, date by date, with ways out; nothing is held',
  access: 'employee',
  params: z.object({}),
  query: z.object({}),
  body: previewInput,
  answer: previewAnswer,
  statuses: [200],
});

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
    mine: z.optional(booleanQuery),
    roomId: z.optional(idSchema),
    start: z.optional(instantInput),
    end: z.optional(instantInput),
    status: z.optional(commaSeparated(z.enum(bookingStatuses), bookingStatuses.length)),
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

export const getBookingCalendar = endpoint({
  id: 'getBookingCalendar',
  method: 'GET',
  path: '/api/v1/bookings/{id}/calendar.ics',
  summary: 'One booking, a series with all its dates or one of them, to be put into a calendar',
  access: 'employee',
  params: oneBooking,
  query: z.object({}),
  body: z.undefined(),
  answer: z.string(),
  answerType: 'text/calendar',
  statuses: [200],
});

export const changeBooking = endpoint({
  id: 'changeBooking',
  method: 'PATCH',
  path: '/api/v1/bookings/{id}',
  summary:
    'Change a booking, one date of it, or that date and those after it; If-Match is honoured',
  access: 'employee',
  params: oneBooking,
  query: scopeQuery,
  body: bookingChange,
  answer: bookingSchema,
  statuses: [200, 202],
});

export const cancelBooking = endpoint({
  id: 'cancelBooking',
  method: 'DELETE',
  path: '/api/v1/bookings/{id}',
  summary: 'Cancel: 204 when it is gone from the calendar, 202 while the calendar does not answer',
  access: 'employee',
  params: oneBooking,
  query: scopeQuery,
  body: z.undefined(),
  answer: bookingSchema,
  statuses: [204, 202],
});
