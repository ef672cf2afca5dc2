import { type KeepMirrorDeps, keepMirror } from '@/lib/jobs/keep-mirror';
import { type PruneDeps, pruneOutbox } from '@/lib/jobs/prune-outbox';
import { type Repeating, repeat } from '@/lib/jobs/repeat';
import { type AttendDeps, createRoomAttendant } from '@/lib/services/attend-rooms';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { keepSubscriptions } from '@/lib/services/push/keep-subscriptions';
import type { PushDeps } from '@/lib/services/push/push-deps';
import { reconcileBookings } from '@/lib/services/reconcile-bookings';
import { sweepTrials } from '@/lib/services/trial/sweep-trials';
import type { TrialDeps } from '@/lib/services/trial/trial-deps';

export interface JobDeps
  extends BookingDeps,
    PruneDeps,
    Pick<KeepMirrorDeps, 'mirror'>,
    Pick<PushDeps, 'push' | 'publicUrl'>,
    Pick<TrialDeps, 'trials'>,
    Omit<AttendDeps, 'log'> {
  /** Streams that stay open would keep the server from leaving. */
  readonly changes: { close(): Promise<void> };
  readonly log: BookingDeps['log'] &
    AttendDeps['log'] & {
      error(fields: Readonly<Record<string, unknown>>, message: string): void;
    };
}

const reconcileEveryMs = 1_000;
const attendEveryMs = 1_500;
const pruneEveryMs = 60_000;
const subscribeEveryMs = 5_000;
const sweepEveryMs = 30_000;

/** What runs without a request, on every replica; with the jobs end the streams of changes. */
export function startJobs(deps: JobDeps): Repeating {
  const { log } = deps;
  const attendant = createRoomAttendant(deps);
  const jobs = [
    keepMirror(deps),
    repeat({
      name: 'reconcile-bookings',
      everyMs: reconcileEveryMs,
      log,
      round: async () => (await reconcileBookings(deps, deps.newId())) > 0,
    }),
    repeat({
      name: 'attend-rooms',
      everyMs: attendEveryMs,
      log,
      round: async () => (await attendant.round()) > 0,
    }),
    repeat({
      name: 'keep-subscriptions',
      everyMs: subscribeEveryMs,
      log,
      round: async () => (await keepSubscriptions(deps)) > 0,
    }),
    repeat({
      name: 'sweep-trials',
      everyMs: sweepEveryMs,
      log,
      round: async () => (await sweepTrials(deps)) > 0,
    }),
    repeat({
      name: 'prune-outbox',
      everyMs: pruneEveryMs,
      log,
      round: async () => {
        await pruneOutbox(deps);
        return false;
      },
    }),
  ];
  return {
    stop: async () => {
      await Promise.all([deps.changes.close(), ...jobs.map((job) => job.stop())]);
    },
  };
}
