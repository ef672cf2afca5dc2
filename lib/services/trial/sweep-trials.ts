import { isBackendError } from '@/lib/calendar/errors';
import { addMs, minuteMs } from '@/lib/core/time/instant';
import type { LeftTrial } from '@/lib/db/trial-ports';
import { lateWriteMs } from '@/lib/services/booking/late-writes';
import { removeTrialEvent } from '@/lib/services/trial/remove-trial-event';
import type { TrialDeps } from '@/lib/services/trial/trial-deps';

/** Longer than a trial with its own removal may take. */
const leftAfterMs = 2 * minuteMs;
const removalMs = 20_000;

/**
 * Takes out what trials have left behind: their process was killed, or their calendar was away when
 * they ended, or a write whose answer never came may still arrive. Until none can, the event is looked
 * for again. Any number of replicas may do it, again and again. Returns how many are gone for good.
 */
export async function sweepTrials(deps: TrialDeps): Promise<number> {
  const left = await deps.trials.leftSince(addMs(deps.clock.now(), -leftAfterMs));
  const gone = await Promise.all(left.map((event) => removeSafely(deps, event)));
  return gone.filter(Boolean).length;
}

async function removeSafely(deps: TrialDeps, event: LeftTrial): Promise<boolean> {
  const { organisationId, roomId, uid, organizerEmail, connectionId } = event;
  const [room] = await deps.places.findRooms({ organisationId, roomIds: [roomId] });
  if (room?.connection.id !== connectionId) {
    deps.log.warn(
      { connectionId, roomId, uid },
      'the event of a trial stays: its room has moved on',
    );
  } else {
    const signal = AbortSignal.timeout(removalMs);
    const options = { signal, requestId: deps.newId(), onBehalfOf: organizerEmail };
    try {
      await removeTrialEvent(deps.calendar, room, uid, options);
    } catch (error) {
      if (!isBackendError(error)) throw error;
      const fields = { connectionId, roomId, code: error.code };
      deps.log.warn(fields, 'the event of a trial is still to be removed');
      return false;
    }
  }
  if (deps.clock.now() < event.begunAt + leftAfterMs + lateWriteMs) return false;
  await deps.trials.close(event);
  return true;
}
