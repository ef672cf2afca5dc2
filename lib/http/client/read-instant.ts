import { type Instant, parseInstant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/**
 * The instant that an answer names. The contract has checked the answer.
 * @throws RangeError when it is none after all.
 */
export function readInstant(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new RangeError(`not an instant: ${text}`);
  return at;
}

/** The stretch of time that an answer names. */
export function readInterval({ start, end }: Readonly<Record<'start' | 'end', string>>): Interval {
  return { start: readInstant(start), end: readInstant(end) };
}
