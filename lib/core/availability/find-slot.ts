import type { BusyInterval } from '@/lib/core/availability/busy';
import { addMs, type Instant, instant, minuteMs } from '@/lib/core/time/instant';
import { gaps, type Interval } from '@/lib/core/time/interval';

const stepMs = 15 * minuteMs;

/** The earliest free stretch of that length in the window that starts on a quarter of an hour. */
export function findSlot(
  window: Interval,
  busy: readonly BusyInterval[],
  durationMs: number,
): Interval | null {
  for (const gap of gaps(window, busy)) {
    const start = nextQuarter(gap.start);
    const end = addMs(start, durationMs);
    if (end <= gap.end) return { start, end };
  }
  return null;
}

function nextQuarter(at: Instant): Instant {
  return instant(Math.ceil(at / stepMs) * stepMs);
}
