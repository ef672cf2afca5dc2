import { type AttendRoomsDeps, attendRooms } from '@/lib/jobs/attend-rooms';
import { type KeepMirrorDeps, keepMirror } from '@/lib/jobs/keep-mirror';
import { mailInvitations } from '@/lib/jobs/mail-invitations';
import { type PruneDeps, pruneOutbox } from '@/lib/jobs/prune-outbox';
import { type Repeating, repeat } from '@/lib/jobs/repeat';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import type { MailDeps } from '@/lib/services/invitations/mail-deps';
import { type LeaverDeps, sweepLeavers } from '@/lib/services/leavers/sweep-leavers';
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
    Pick<MailDeps, 'mails' | 'mailer'>,
    Pick<LeaverDeps, 'leavers'>,
    Omit<AttendRoomsDeps, 'log'> {
  /** Streams that stay open would keep the server from leaving. */
  readonly changes: { close(): Promise<void> };
  readonly log: BookingDeps['log'] & AttendRoomsDeps['log'];
}

const reconcileEveryMs = 1_000;
const pruneEveryMs = 60_000;
const subscribeEveryMs = 5_000;
const sweepEveryMs = 30_000;
const leaversEveryMs = 5_000;

/** What runs without a request, on every replica; with the jobs end the streams of changes. */
export function startJobs(deps: JobDeps): Repeating {
  const { log } = deps;
  const jobs = [
    keepMirror(deps),
    attendRooms(deps),
    mailInvitations(deps),
    repeat({
      name: 'reconcile-bookings',
      everyMs: reconcileEveryMs,
      log,
      round: async () => (await reconcileBookings(deps, deps.newId())) > 0,
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
      name: 'sweep-leavers',
      everyMs: leaversEveryMs,
      log,
      round: async () => (await sweepLeavers(deps)) > 0,
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
