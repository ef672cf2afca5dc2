import * as z from 'zod';
import { problemCodes, suggestionReasons } from '@/lib/core/errors';
import { policyRules } from '@/lib/core/policy/evaluate-policy';
import { instantOutput } from '@/lib/http/contract/fields';

export const slotSchema = z.object({
  roomId: z.string(),
  start: instantOutput,
  end: instantOutput,
});

export const suggestionSchema = slotSchema.extend({ reason: z.enum(suggestionReasons) });

export const violationSchema = z.object({
  rule: z.enum(policyRules),
  message: z.string(),
  limit: z.number().nullable(),
});

/** RFC 9457 problem details, `application/problem+json`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(problemCodes),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  conflicts: z.array(slotSchema).optional(),
  alternatives: z.array(suggestionSchema).optional(),
  violations: z.array(violationSchema).optional(),
  bookingId: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
