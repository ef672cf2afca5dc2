import { type Repeating, repeat } from '@/lib/jobs/repeat';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { reconcileBookings } from '@/lib/services/reconcile-bookings';

export interface JobDeps extends BookingDeps {
  readonly log: BookingDeps['log'] & {
    error(fields: Readonly<Record<string, unknown>>, message: string): void;
  };
}

const reconcileEveryMs = 1_000;

/** What runs without a request, on every replica. */
export function startJobs(deps: JobDeps): Repeating {
  return repeat({
    name: 'reconcile-bookings',
    everyMs: reconcileEveryMs,
    log: deps.log,
    round: async () => (await reconcileBookings(deps, deps.newId())) > 0,
  });
}
