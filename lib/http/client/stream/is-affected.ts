import * as z from 'zod/mini';
import { parseBookingId } from '@/lib/core/bookings/date-id';
import { addMs, dayMs } from '@/lib/core/time/instant';
import { overlaps } from '@/lib/core/time/interval';
import type { Change } from '@/lib/http/client/stream/change';
import { instantInput } from '@/lib/http/contract/fields';

const availabilityKey = z.object({
  roomIds: z.optional(z.array(z.string())),
  start: instantInput,
  end: instantInput,
});
const searchKey = z.object({ start: instantInput });
const stretch = z.object({ start: instantInput, end: instantInput });

const live: readonly unknown[] = ['availability', 'search', 'bookings', 'booking'];

/** Whether a query's answer may be another after the change; in doubt it may. */
export function isAffected([topic, about]: readonly unknown[], change: Change): boolean {
  if (change.kind === 'reset') return live.includes(topic);
  if (change.kind === 'booking') {
    return topic === 'bookings' || (topic === 'booking' && isOf(about, change.data.id));
  }
  if (topic === 'availability') return touchesWindow(about, change.data);
  return topic === 'search' && touchesSearch(about, change.data);
}

/** A date of a series is read by an id of its own. */
function isOf(about: unknown, bookingId: string): boolean {
  return typeof about !== 'string' || parseBookingId(about).bookingId === bookingId;
}

type Stretch = Extract<Change, { kind: 'availability' }>['data'];

function touchesWindow(about: unknown, data: Stretch): boolean {
  const key = availabilityKey.safeParse(about);
  if (!key.success) return true;
  const { roomIds, ...window } = key.data;
  return (roomIds?.includes(data.roomId) ?? true) && overlaps(window, stretch.parse(data));
}

/** Searches suggest other times of the day, and say until when a room is free. */
function touchesSearch(about: unknown, data: Stretch): boolean {
  const key = searchKey.safeParse(about);
  if (!key.success) return true;
  const { start } = key.data;
  return overlaps({ start: addMs(start, -dayMs), end: addMs(start, dayMs) }, stretch.parse(data));
}
