import { parseInstant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** The times of something in an answer of the API. */
export function toInterval(item: { readonly start: string; readonly end: string }): Interval {
  const [start, end] = [parseInstant(item.start), parseInstant(item.end)];
  if (start === null || end === null) throw new Error(`not times: ${item.start} ${item.end}`);
  return { start, end };
}
