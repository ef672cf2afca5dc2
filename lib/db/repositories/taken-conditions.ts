import { liveStatuses } from '@/lib/core/bookings/status';
import { isOutdated } from '@/lib/db/repositories/is-outdated';

/** Of an occurrence `o`: it holds its slot. The indexes of live ones need it word for word. */
export const isLive = `o.status IN (${liveStatuses.map((status) => `'${status}'`).join(', ')})`;

/** Of an occurrence `o` of a local calendar: it takes its room. */
export const isBusyLocally = `o.kind <> 'free' AND o.answer <> 'declined'`;

/** Of a mirrored interval `i`: its event still stands there. */
export const isStillBusy = `NOT ${isOutdated(
  'i',
  '(SELECT m.as_of FROM room_mirrors m WHERE m.room_id = i.room_id)',
)}`;
