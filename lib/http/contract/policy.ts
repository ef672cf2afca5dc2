import * as z from 'zod/mini';
import { roles } from '@/lib/core/places/role';
import { attendantModes, unansweredModes } from '@/lib/core/policy/room-policy';
import { whole } from '@/lib/http/contract/fields';

const minutes = (most: number) => whole(0, most);

const openingHoursSchema = z
  .object({ weekday: whole(1, 7), opensMinute: minutes(1_440), closesMinute: minutes(1_440) })
  .check(z.refine((hours) => hours.opensMinute < hours.closesMinute, 'must open before it closes'));

const policyFields = {
  bookingWindowDays: whole(1, 1_080),
  minNoticeMinutes: minutes(60 * 24 * 60),
  minDurationMinutes: minutes(1_440),
  maxDurationMinutes: whole(1, 60 * 24 * 14),
  openingHours: z.array(openingHoursSchema).check(z.maxLength(50)),
  whoMayBook: z.enum([...roles, 'nobody']),
  approval: z.enum(['none', 'manager']),
  bufferBeforeMinutes: minutes(240),
  bufferAfterMinutes: minutes(240),
  checkIn: z.boolean(),
  maxActivePerPerson: z.nullable(whole(1, 10_000)),
  attendant: z.enum(attendantModes),
  answerDueMinutes: whole(1, 60 * 24 * 60),
  whenUnanswered: z.enum(unansweredModes),
};

/** A room's rules in force. */
export const policySchema = z.object(policyFields);

/** What a room, building or organisation sets itself; a missing field is inherited. */
export const policyOverridesSchema = z.partial(z.strictObject(policyFields));
