import * as z from 'zod';
import { unknownReasons } from '@/lib/core/availability/busy';
import { policyRules } from '@/lib/core/policy/evaluate-policy';
import { dayMs, minuteMs } from '@/lib/core/time/instant';
import { longestWindowDays } from '@/lib/http/contract/availability';
import { endpoint } from '@/lib/http/contract/endpoint';
import {
  booleanQuery,
  instantInput,
  instantOutput,
  text,
  zoneSchema,
} from '@/lib/http/contract/fields';
import { roomFilterFields, roomSchema } from '@/lib/http/contract/places';
import { suggestionSchema } from '@/lib/http/contract/problem';

export const searchReasons = ['busy', 'policy', ...unknownReasons] as const;

export const searchHitSchema = z.object({
  room: roomSchema,
  /** null: not known; never to be shown as free. */
  available: z.boolean().nullable(),
  reason: z.enum(searchReasons).optional(),
  /** The rules that the wanted time breaks, when the reason is `policy`. */
  rules: z.array(z.enum(policyRules)).optional(),
  /** When the room is next taken, if it is free now and that is known. */
  freeUntil: instantOutput.optional(),
  /** When a busy room is next free for as long as asked, the same day. */
  freeFrom: instantOutput.optional(),
  /** Of a series: on how many of its dates the room is free, of how many. */
  freeOccurrences: z.number().int().optional(),
  occurrences: z.number().int().optional(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchRooms = endpoint({
  id: 'searchRooms',
  method: 'GET',
  path: '/api/v1/search',
  summary: 'Rooms for a time or a series: the best fit first, with up to three suggestions',
  access: 'employee',
  params: z.object({}),
  query: z
    .object({
      ...roomFilterFields,
      start: instantInput,
      end: instantInput.optional(),
      durationMinutes: z.coerce
        .number()
        .int()
        .min(1)
        .max(longestWindowDays * 1_440)
        .optional(),
      includeBusy: booleanQuery.default(true),
      /** RFC 5545 RRULE: the room is wanted on each of its dates, the first at `start`. */
      rrule: text(500, 1).optional(),
      timeZone: zoneSchema.optional(),
      limit: z.coerce.number().int().min(1).max(1_000).default(200),
    })
    .refine((query) => (query.rrule === undefined) === (query.timeZone === undefined), {
      message: 'rrule and timeZone go together',
      path: ['timeZone'],
    })
    .refine((query) => (query.end === undefined) !== (query.durationMinutes === undefined), {
      message: 'give either end or durationMinutes',
      path: ['durationMinutes'],
    })
    .refine((query) => query.end === undefined || query.start < query.end, {
      message: 'must be after start',
      path: ['end'],
    })
    .refine(
      ({ start, end, durationMinutes }) =>
        (end === undefined ? (durationMinutes ?? 0) * minuteMs : end - start) <=
        longestWindowDays * dayMs,
      { message: `must be at most ${longestWindowDays} days after start`, path: ['end'] },
    ),
  body: z.undefined(),
  answer: z.object({
    items: z.array(searchHitSchema),
    /** How many rooms match; `items` has the best of them. */
    matching: z.number().int(),
    suggestions: z.array(suggestionSchema.extend({ room: roomSchema })),
  }),
  statuses: [200],
});
