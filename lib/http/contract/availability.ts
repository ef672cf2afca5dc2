import * as z from 'zod/mini';
import { unknownReasons } from '@/lib/core/availability/busy';
import { dayMs } from '@/lib/core/time/instant';
import { endpoint } from '@/lib/http/contract/endpoint';
import { commaSeparated, idSchema, instantInput, instantOutput } from '@/lib/http/contract/fields';

export const longestWindowDays = 62;

export const busySchema = z.object({
  start: instantOutput,
  end: instantOutput,
  kind: z.enum(['busy', 'tentative', 'hold']),
  bookingId: z.optional(z.string()),
  title: z.optional(z.string()),
  organizer: z.optional(z.string()),
  /** The reader organises it. */
  mine: z.optional(z.boolean()),
  /** Of the reader's own: nobody else is told what it is about, so it is not for paper on a door. */
  visibility: z.optional(z.enum(['private'])),
});
export type BusyAnswer = z.infer<typeof busySchema>;

export const roomAvailabilitySchema = z.object({
  roomId: z.string(),
  status: z.enum(['known', 'unknown']),
  asOf: instantOutput,
  reason: z.optional(z.enum(unknownReasons)),
  busy: z.array(busySchema),
});
export type RoomAvailabilityAnswer = z.infer<typeof roomAvailabilitySchema>;

export const getAvailability = endpoint({
  id: 'getAvailability',
  method: 'GET',
  path: '/api/v1/availability',
  summary: 'When rooms are taken: of named rooms or of a building, at most 1,000 rooms and 62 days',
  access: 'employee',
  params: z.object({}),
  query: z
    .object({
      roomIds: z.optional(commaSeparated(idSchema, 1_000)),
      buildingId: z.optional(idSchema),
      start: instantInput,
      end: instantInput,
      fresh: z._default(z.enum(['cached', 'live']), 'cached'),
    })
    .check(
      z.refine(
        ({ roomIds, buildingId }) => (roomIds === undefined) !== (buildingId === undefined),
        {
          message: 'name either roomIds or buildingId',
          path: ['roomIds'],
        },
      ),
      z.refine(({ start, end }) => start < end, { message: 'must be after start', path: ['end'] }),
      z.refine(({ start, end }) => end - start <= longestWindowDays * dayMs, {
        message: `must be at most ${longestWindowDays} days after start`,
        path: ['end'],
      }),
    ),
  body: z.undefined(),
  answer: z.object({ items: z.array(roomAvailabilitySchema) }),
  statuses: [200],
});
