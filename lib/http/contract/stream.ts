import * as z from 'zod/mini';
import { bookingStatuses } from '@/lib/core/bookings/status';
import { endpoint } from '@/lib/http/contract/endpoint';
import { commaSeparated, idSchema, instantOutput } from '@/lib/http/contract/fields';

/** The data of an `availability` event: in this stretch the room's availability may have changed. */
export const availabilityEventSchema = z.object({
  roomId: z.string(),
  start: instantOutput,
  end: instantOutput,
});

/** The data of a `booking` event, told to those who may see the booking. */
export const bookingEventSchema = z.object({ id: z.string(), status: z.enum(bookingStatuses) });

/** The data of a `reset` event: more has changed than is told; read again whatever is shown. */
export const resetEventSchema = z.object({});

export const streamChanges = endpoint({
  id: 'streamChanges',
  method: 'GET',
  path: '/api/v1/stream',
  summary:
    'Server-sent events: `availability` of the rooms named (none: all), `booking` for those who ' +
    'may see it, `reset` where too much has changed; resumes after `Last-Event-ID`',
  access: 'employee',
  params: z.object({}),
  query: z
    .object({
      roomIds: z.optional(commaSeparated(idSchema, 1_000)),
      buildingId: z.optional(idSchema),
    })
    .check(
      z.refine(({ roomIds, buildingId }) => roomIds === undefined || buildingId === undefined, {
        message: 'name either roomIds or buildingId',
        path: ['roomIds'],
      }),
    ),
  body: z.undefined(),
  answer: z.string(),
  answerType: 'text/event-stream',
  statuses: [200],
});
