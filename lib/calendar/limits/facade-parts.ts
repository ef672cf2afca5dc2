import type { CallOptions } from '@/lib/calendar/limits/call-options';
import type { CallPlan } from '@/lib/calendar/limits/call-plan';
import type { Caller } from '@/lib/calendar/limits/caller';
import { createDeadline } from '@/lib/calendar/limits/deadline';
import type { Routing } from '@/lib/calendar/routing';
import type { Clock } from '@/lib/core/time/clock';

/** How long calls may take when their options do not say. */
export interface Deadlines {
  readonly freeBusyMs: number;
  readonly readMs: number;
  readonly writeMs: number;
}

/** What the facade's methods are made of. */
export interface FacadeParts {
  readonly routing: Routing;
  readonly clock: Clock;
  readonly caller: Caller;
  readonly random: () => number;
  readonly deadlines: Deadlines;
}

/** What of a plan comes from the caller's options. */
export type PlanFrame = Pick<CallPlan<unknown>, 'deadline' | 'requestId' | 'onBehalfOf'>;

/** Runs the work under one deadline, however many calls it takes. */
export async function withinDeadline<T>(
  { clock }: Pick<FacadeParts, 'clock'>,
  options: CallOptions,
  usualMs: number,
  work: (frame: PlanFrame) => Promise<T>,
): Promise<T> {
  const deadline = createDeadline(options.signal, options.deadlineMs ?? usualMs, clock);
  const { requestId, onBehalfOf } = options;
  try {
    return await work({ deadline, requestId, onBehalfOf });
  } finally {
    deadline.end();
  }
}
