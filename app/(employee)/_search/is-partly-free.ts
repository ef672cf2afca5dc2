import type { SearchHit } from '@/lib/http/contract/search';

/** Of a series: some of its dates can be had in this room, not all of them. */
export function isPartlyFree({ available, reason, freeOccurrences = 0 }: SearchHit): boolean {
  return available === false && reason === 'busy' && freeOccurrences > 0;
}
