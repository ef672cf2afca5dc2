import type { Slot } from '@/lib/core/errors';
import { formatInstant } from '@/lib/core/time/instant';

export function toSlot({ roomId, start, end }: Slot) {
  return { roomId, start: formatInstant(start), end: formatInstant(end) };
}
