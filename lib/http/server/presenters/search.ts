import type { SearchAnswer, SearchResult } from '@/lib/core/availability/search-answer';
import { formatInstant } from '@/lib/core/time/instant';
import type { SearchHit } from '@/lib/http/contract/search';
import { presentRoom } from '@/lib/http/server/presenters/room';
import { toSlot } from '@/lib/http/server/presenters/slot';

export function presentSearch({ results, suggestions }: SearchAnswer) {
  return {
    items: results.map(presentResult),
    suggestions: suggestions.map(({ room, reason, ...slot }) => ({
      ...toSlot(slot),
      reason,
      room: presentRoom(room),
    })),
  };
}

function presentResult(result: SearchResult): SearchHit {
  const room = presentRoom(result.room);
  if (result.available === null) return { room, available: null, reason: result.reason };
  if (result.available) {
    const { freeUntil } = result;
    const until = freeUntil === null ? {} : { freeUntil: formatInstant(freeUntil) };
    return { room, available: true, ...until };
  }
  if (result.reason === 'policy') {
    return { room, available: false, reason: 'policy', rules: [...result.rules] };
  }
  const { freeFrom } = result;
  const from = freeFrom === null ? {} : { freeFrom: formatInstant(freeFrom) };
  return { room, available: false, reason: 'busy', ...from };
}
