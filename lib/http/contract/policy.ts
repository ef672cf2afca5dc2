import * as z from 'zod';
import { roles } from '@/lib/core/places/role';
import { attendantModes, unansweredModes } from '@/lib/core/policy/room-policy';

const minutes = (most: number) => z.number().int().min(0).max(most);

const openingHoursSchema = z
  .object({
    weekday: z.number().int().min(1).max(7),
    opensMinute: minutes(1_440),
    closesMinute: minutes(1_440),
  })
  .refine((hours) => hours.opensMinute < hours.closesMinute, 'must open before it closes');

/** A room's rules in force. */
export const policySchema = z.object({
  bookingWindowDays: z.number().int().min(1).max(1_080),
  minNoticeMinutes: minutes(60 * 24 * 60),
  minDurationMinutes: minutes(1_440),
  maxDurationMinutes: z
    .number()
    .int()
    .min(1)
    .max(60 * 24 * 14),
  openingHours: z.array(openingHoursSchema).max(50),
  whoMayBook: z.enum([...roles, 'nobody']),
  approval: z.enum(['none', 'manager']),
  bufferBeforeMinutes: minutes(240),
  bufferAfterMinutes: minutes(240),
  checkIn: z.boolean(),
  maxActivePerPerson: z.number().int().min(1).max(10_000).nullable(),
  attendant: z.enum(attendantModes),
  answerDueMinutes: z
    .number()
    .int()
    .min(1)
    .max(60 * 24 * 60),
  whenUnanswered: z.enum(unansweredModes),
});

/** What a room, building or organisation sets itself; a missing field is inherited. */
export const policyOverridesSchema = policySchema.partial().strict();
