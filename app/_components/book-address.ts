import { readRepeat, writeRepeat } from '@/app/_components/booking/repeat/repeat-address';
import type { BookingDraft } from '@/app/_components/booking-context';
import { formatInstant, parseInstant } from '@/lib/core/time/instant';

/** The address of the booking form for a room and a time. */
export function bookAddress({ roomId, start, end, repeat }: BookingDraft): string {
  const query = new URLSearchParams({
    roomId,
    start: formatInstant(start),
    end: formatInstant(end),
  });
  if (repeat) writeRepeat(query, repeat);
  return `/book?${query}`;
}

/** Reads such an address; null when it names no room or no time. */
export function readBookAddress(params: Pick<URLSearchParams, 'get'>): BookingDraft | null {
  const roomId = params.get('roomId');
  const start = parseInstant(params.get('start') ?? '');
  const end = parseInstant(params.get('end') ?? '');
  if (!roomId || start === null || end === null || end <= start) return null;
  const repeat = readRepeat(params);
  return { roomId, start, end, ...(repeat.kind === 'none' ? {} : { repeat }) };
}
