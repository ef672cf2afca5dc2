import type { SearchAnswer, SearchResult } from '@/lib/core/availability/search-answer';
import { formatInstant } from '@/lib/core/time/instant';
import type { SearchHit } from '@/lib/http/contract/search';
import { presentRoom } from '@/lib/http/server/presenters/room';
import { toSlot } from '@/lib/http/server/presenters/slot';

export function presentSearch({ results, matching, suggestions }: SearchAnswer) {
  return {
    items: results.map((result) => ({ room: presentRoom(result.room), ...presentHit(result) })),
    matching,
    suggestions: suggestions.map(({ room, reason, ...slot }) => ({
      ...toSlot(slot),
      reason,
      room: presentRoom(room),
    })),
  };
}

/** All of a result but its room. */
export function presentHit(result: SearchResult): Omit<SearchHit, 'room'> {
  const { series = {} } = result;
  if (result.available === null) return { available: null, reason: result.reason };
  if (result.available) {
    const { freeUntil } = result;
    const until = freeUntil === null ? {} : { freeUntil: formatInstant(freeUntil) };
    return { available: true, ...until, ...series };
  }
  if (result.reason === 'policy') {
    return { available: false, reason: 'policy', rules: [...result.rules], ...series };
  }
  const { freeFrom } = result;
  const from = freeFrom === null ? {} : { freeFrom: formatInstant(freeFrom) };
  return { available: false, reason: 'busy', ...from, ...series };
}
