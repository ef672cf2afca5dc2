import type { ExclusiveWork } from '@/lib/db/ports';
import { createNap } from '@/lib/events/nap';
import { lookInTurns } from '@/lib/jobs/look-in-turns';
import type { JobLog, Repeating } from '@/lib/jobs/repeat';
import { type AttendDeps, createRoomAttendant } from '@/lib/services/attend-rooms';

export interface AttendRoomsDeps extends Omit<AttendDeps, 'log'> {
  readonly alone: ExclusiveWork;
  readonly log: AttendDeps['log'] & JobLog;
}

/** How soon another replica, or a newly attended room, is noticed. */
const tryEveryMs = 1_000;

/** Answers for rooms as long as this replica is the one that does; else waits for its turn. */
export function attendRooms(deps: AttendRoomsDeps): Repeating {
  const leaving = new AbortController();
  const nap = createNap();
  const serve = (lost: AbortSignal) =>
    lookInTurns(createRoomAttendant(deps), AbortSignal.any([lost, leaving.signal]));
  const run = async () => {
    while (!leaving.signal.aborted) {
      await deps.alone.tryAlone('attend-rooms', serve).catch((error: unknown) => {
        deps.log.error({ job: 'attend-rooms', err: error }, 'a round of a job failed');
      });
      await nap.sleep(tryEveryMs);
    }
  };
  const running = run();
  return {
    stop: async () => {
      leaving.abort();
      nap.wake();
      await running;
    },
  };
}
