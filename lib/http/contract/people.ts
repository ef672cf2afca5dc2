import * as z from 'zod/mini';
import { personUnknownReasons } from '@/lib/core/availability/person-availability';
import { dayMs } from '@/lib/core/time/instant';
import { endpoint } from '@/lib/http/contract/endpoint';
import { emailSchema, idSchema, instantInput, instantOutput } from '@/lib/http/contract/fields';

/** As many as one meeting is usually planned with; a list of everybody is not to be had in a few calls. */
export const mostPeople = 20;
const longestWindowDays = 31;

const personAvailabilitySchema = z.object({
  email: z.string(),
  status: z.enum(['known', 'unknown']),
  /** Why it is not known. */
  reason: z.optional(z.enum(personUnknownReasons)),
  asOf: instantOutput,
  /** Times and nothing else; empty means free only where the status is `known`. */
  busy: z.array(
    z.object({ start: instantOutput, end: instantOutput, kind: z.enum(['busy', 'tentative']) }),
  ),
});
export type PersonAvailabilityAnswer = z.infer<typeof personAvailabilitySchema>;

/** A POST although it only reads: addresses of people belong into no address and no log. */
export const getPeopleAvailability = endpoint({
  id: 'getPeopleAvailability',
  method: 'POST',
  path: '/api/v1/people/availability',
  summary: `When people are taken, as the calendar system of a room tells it: at most ${mostPeople} people and ${longestWindowDays} days`,
  access: 'employee',
  params: z.object({}),
  query: z.object({}),
  body: z
    .strictObject({
      /** The room that is to be booked: its calendar system is asked. */
      roomId: idSchema,
      emails: z.array(emailSchema).check(z.minLength(1), z.maxLength(mostPeople)),
      start: instantInput,
      end: instantInput,
    })
    .check(
      z.refine((body) => body.start < body.end, { message: 'must be after start', path: ['end'] }),
      z.refine((body) => body.end - body.start <= longestWindowDays * dayMs, {
        message: `must be at most ${longestWindowDays} days after start`,
        path: ['end'],
      }),
    ),
  answer: z.object({ items: z.array(personAvailabilitySchema) }),
  statuses: [200],
});
