import { z } from 'zod';
import { roles } from '@/lib/core/places/role';
import {
  attendantModes,
  type PolicyOverrides,
  unansweredModes,
} from '@/lib/core/policy/room-policy';
import type { Prisma } from '@/lib/db/generated/client';

const openingHours = z.object({
  weekday: z.number(),
  opensMinute: z.number(),
  closesMinute: z.number(),
});

/** Policy overrides as a JSON column keeps them. */
export const storedPolicy = z
  .object({
    bookingWindowDays: z.number(),
    minNoticeMinutes: z.number(),
    minDurationMinutes: z.number(),
    maxDurationMinutes: z.number(),
    openingHours: z.array(openingHours),
    whoMayBook: z.enum([...roles, 'nobody']),
    approval: z.enum(['none', 'manager']),
    bufferBeforeMinutes: z.number(),
    bufferAfterMinutes: z.number(),
    checkIn: z.boolean(),
    maxActivePerPerson: z.number().nullable(),
    attendant: z.enum(attendantModes),
    answerDueMinutes: z.number(),
    whenUnanswered: z.enum(unansweredModes),
  })
  .partial();

/** The overrides as a JSON column takes them; a field that is not set is not stored. */
export function toPolicyColumn(policy: PolicyOverrides): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(policy));
}
