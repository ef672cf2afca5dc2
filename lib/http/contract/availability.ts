import * as z from 'zod';
import { unknownReasons } from '@/lib/core/availability/busy';
import { dayMs } from '@/lib/core/time/instant';
import { endpoint } from '@/lib/http/contract/endpoint';
import { commaSeparated, idSchema, instantInput, instantOutput } from '@/lib/http/contract/fields';

export const longestWindowDays = 62;

export const busySchema = z.object({
  start: instantOutput,
  end: instantOutput,
  kind: z.enum(['busy', 'tentative', 'hold']),
  bookingId: z.string().optional(),
  title: z.string().optional(),
  organizer: z.string().optional(),
  /** The reader organises it. */
  mine: z.boolean().optional(),
});
export type BusyAnswer = z.infer<typeof busySchema>;

export const roomAvailabilitySchema = z.object({
  roomId: z.string(),
  status: z.enum(['known', 'unknown']),
  asOf: instantOutput,
  reason: z.enum(unknownReasons).optional(),
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
      roomIds: commaSeparated(idSchema, 1_000).optional(),
      buildingId: idSchema.optional(),
      start: instantInput,
      end: instantInput,
      fresh: z.enum(['cached', 'live']).default('cached'),
    })
    .refine((query) => (query.roomIds === undefined) !== (query.buildingId === undefined), {
      message: 'name either roomIds or buildingId',
      path: ['roomIds'],
    })
    .refine((query) => query.start < query.end, {
      message: 'must be after start',
      path: ['end'],
    })
    .refine((query) => query.end - query.start <= longestWindowDays * dayMs, {
      message: `must be at most ${longestWindowDays} days after start`,
      path: ['end'],
    }),
  body: z.undefined(),
  answer: z.object({ items: z.array(roomAvailabilitySchema) }),
  statuses: [200],
});
