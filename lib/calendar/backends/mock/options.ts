import { z } from 'zod';
import { backendErrorCodes } from '@/lib/calendar/errors';

export const mockMethods = [
  'doFreeBusy',
  'doPeopleFreeBusy',
  'doListEvents',
  'doFindByUid',
  'doCreate',
  'doGet',
  'doListOccurrences',
  'doUpdate',
  'doCancel',
  'doRespond',
  'doListChanges',
] as const;
export type MockMethod = (typeof mockMethods)[number];

/** What an administrator may set of a mock connection; every field is optional. */
export const mockOptions = z.strictObject({
  /** Real time that every call takes. */
  latencyMs: z.int().min(0).max(60_000).optional(),
  /** What a method, or every one (`all`), fails with before it does anything. */
  faults: z.partialRecord(z.enum(['all', ...mockMethods]), z.enum(backendErrorCodes)).optional(),
  /** Who refuses overlaps; the mock itself unless said otherwise. */
  referee: z.enum(['server', 'app']).optional(),
  /** `later`: rooms answer after `answerAfterMs` of the clock's time, or when a test says so. */
  roomAnswer: z.enum(['immediate', 'later']).optional(),
  answerAfterMs: z.int().min(0).optional(),
  pageSize: z.int().min(1).optional(),
  /** How many rooms one event may name. */
  roomsPerEvent: z.int().min(1).optional(),
  /** Whether it keeps series; it does unless said otherwise. */
  recurringWrites: z.boolean().optional(),
});
export type MockOptions = z.infer<typeof mockOptions>;
