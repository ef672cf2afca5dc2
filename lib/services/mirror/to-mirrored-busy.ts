import { createHash } from 'node:crypto';
import type { CalendarEvent } from '@/lib/calendar/backend';
import type { MirroredBusy } from '@/lib/db/calendar-ports';

/** Foyer's own are shorter; of others it only matters that they are not ours. */
const longestUid = 250;

/** The times in which these events take the room, each once; a firm one outweighs a tentative. */
export function toMirroredBusy(events: readonly CalendarEvent[]): readonly MirroredBusy[] {
  const byPlace = new Map<string, MirroredBusy>();
  for (const { start, end, kind, ref } of events) {
    if (kind === 'free') continue;
    const uid = toStorableUid(ref.uid);
    const place = `${start} ${end} ${uid}`;
    if (byPlace.get(place)?.kind !== 'busy') byPlace.set(place, { start, end, kind, uid });
  }
  return [...byPlace.values()];
}

function toStorableUid(uid: string): string {
  if (uid.length <= longestUid && !uid.includes('\0') && uid.isWellFormed()) return uid;
  return `sha256:${createHash('sha256').update(uid).digest('hex')}`;
}
