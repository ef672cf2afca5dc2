import type { SearchAnswer } from '@/lib/core/availability/search-answer';
import { type SearchRequest, searchRooms } from '@/lib/services/search-rooms';
import { hours, type MirrorScene } from '@/tests/integration/mirror/scene';

/** What Alice is told who searches for an hour, unless asked otherwise. */
export function search(
  { foyer, stored }: MirrorScene,
  request: Partial<SearchRequest> = {},
): Promise<SearchAnswer> {
  const call = {
    person: foyer.people.alice,
    signal: new AbortController().signal,
    requestId: 'search',
  };
  return searchRooms(
    { ...foyer.deps, stored },
    { wanted: hours(9), series: null, filter: {}, includeBusy: true, limit: 200, ...request },
    call,
  );
}
