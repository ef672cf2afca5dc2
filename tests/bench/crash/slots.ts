import { addMs, dayMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

const slotMs = 30 * minuteMs;
const slotsPerWeek = (7 * dayMs) / slotMs;

/**
 * Slots of a room, none of which overlaps another although each may recur weekly: those of one week,
 * then of the week behind all dates of the first.
 */
export function createSlots(seriesDates: number): (roomId: string) => Interval {
  const taken = new Map<string, number>();
  const first = instant(Math.ceil((Date.now() + dayMs) / hourMs) * hourMs);
  return (roomId) => {
    const index = taken.get(roomId) ?? 0;
    taken.set(roomId, index + 1);
    const block = Math.floor(index / slotsPerWeek) * 7 * Math.max(1, seriesDates) * dayMs;
    const start = addMs(first, block + (index % slotsPerWeek) * slotMs);
    return { start, end: addMs(start, slotMs) };
  };
}
