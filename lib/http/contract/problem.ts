import * as z from 'zod/mini';
import { problemCodes, suggestionReasons } from '@/lib/core/errors';
import { policyRules } from '@/lib/core/policy/evaluate-policy';
import { instantOutput } from '@/lib/http/contract/fields';

export const slotSchema = z.object({
  roomId: z.string(),
  start: instantOutput,
  end: instantOutput,
});

export const suggestionSchema = z.extend(slotSchema, { reason: z.enum(suggestionReasons) });

export const violationSchema = z.object({
  rule: z.enum(policyRules),
  message: z.string(),
  limit: z.nullable(z.number()),
});

/** RFC 9457 problem details, `application/problem+json`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string(),
  requestId: z.string(),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  conflicts: z.optional(z.array(slotSchema)),
  alternatives: z.optional(z.array(suggestionSchema)),
  violations: z.optional(z.array(violationSchema)),
  bookingId: z.optional(z.string()),
});
export type Problem = z.infer<typeof problemSchema>;
