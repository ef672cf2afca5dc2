import type { Calendar, CallOptions } from '@/lib/calendar/calendar';
import { BackendError, isBackendError } from '@/lib/calendar/errors';
import type { Room } from '@/lib/core/places/room';

/**
 * Takes the event out, whatever is left of it, and looks that it is gone.
 * @throws BackendError while it may still be there.
 */
export async function removeTrialEvent(
  calendar: Calendar,
  room: Room,
  uid: string,
  options: CallOptions,
): Promise<void> {
  const look = () => calendar.findByUid(room, uid, { ...options, unfinished: true });
  const found = await look();
  if (!found) return;
  await cancelOnce(() => calendar.cancel(room, found.ref, 'all', options));
  if (await look()) throw new BackendError('bad-response', 'what was removed is still there');
}

/** What somebody else has removed meanwhile is gone as well. */
async function cancelOnce(cancel: () => Promise<void>): Promise<void> {
  try {
    await cancel();
  } catch (error) {
    if (!isBackendError(error) || error.code !== 'event-not-found') throw error;
  }
}
