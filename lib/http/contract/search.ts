import * as z from 'zod/mini';
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
  wholeInQuery,
  zoneSchema,
} from '@/lib/http/contract/fields';
import { roomFilterFields, roomSchema } from '@/lib/http/contract/places';
import { suggestionSchema } from '@/lib/http/contract/problem';

export const searchReasons = ['busy', 'policy', ...unknownReasons] as const;

export const searchHitSchema = z.object({
  room: roomSchema,
  /** null: not known; never to be shown as free. */
  available: z.nullable(z.boolean()),
  reason: z.optional(z.enum(searchReasons)),
  /** The rules that the wanted time breaks, when the reason is `policy`. */
  rules: z.optional(z.array(z.enum(policyRules))),
  /** When the room is next taken, if it is free now and that is known. */
  freeUntil: z.optional(instantOutput),
  /** When a busy room is next free for as long as asked, the same day. */
  freeFrom: z.optional(instantOutput),
  /** Of a series: on how many of its dates the room is free, of how many. */
  freeOccurrences: z.optional(z.int()),
  occurrences: z.optional(z.int()),
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
      end: z.optional(instantInput),
      durationMinutes: z.optional(wholeInQuery(1, longestWindowDays * 1_440)),
      includeBusy: z._default(booleanQuery, true),
      /** RFC 5545 RRULE: the room is wanted on each of its dates, the first at `start`. */
      rrule: z.optional(text(500, 1)),
      timeZone: z.optional(zoneSchema),
      limit: z._default(wholeInQuery(1, 1_000), 200),
    })
    .check(
      z.refine(({ rrule, timeZone }) => (rrule === undefined) === (timeZone === undefined), {
        message: 'rrule and timeZone go together',
        path: ['timeZone'],
      }),
      z.refine((query) => (query.end === undefined) !== (query.durationMinutes === undefined), {
        message: 'give either end or durationMinutes',
        path: ['durationMinutes'],
      }),
      z.refine(({ start, end }) => end === undefined || start < end, {
        message: 'must be after start',
        path: ['end'],
      }),
      z.refine(
        ({ start, end, durationMinutes }) =>
          (end === undefined ? (durationMinutes ?? 0) * minuteMs : end - start) <=
          longestWindowDays * dayMs,
        { message: `must be at most ${longestWindowDays} days after start`, path: ['end'] },
      ),
    ),
  body: z.undefined(),
  answer: z.object({
    items: z.array(searchHitSchema),
    /** How many rooms match; `items` has the best of them. */
    matching: z.int(),
    suggestions: z.array(z.extend(suggestionSchema, { room: roomSchema })),
  }),
  statuses: [200],
});
