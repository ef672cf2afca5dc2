import type { BookingDeps } from '@/lib/services/booking/booking-deps';

/** Waits that long; false when the signal ended the wait, because the time for the whole is up. */
export async function waitWithin(
  { wait }: Pick<BookingDeps, 'wait'>,
  durationMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await wait(durationMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return !signal.aborted;
}
