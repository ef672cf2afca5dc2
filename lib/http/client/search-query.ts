import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type * as z from 'zod/mini';
import { formatInstant, type Instant } from '@/lib/core/time/instant';
import { sendForAnswer } from '@/lib/http/client/send';
import { searchRooms } from '@/lib/http/contract/search';

const refreshMs = 30_000;
/** What came with the page is not asked for again at once. */
const justAskedMs = 2_000;

export interface RoomSearch {
  readonly start: Instant;
  readonly durationMinutes: number;
  readonly buildingId?: string | undefined;
  readonly floor?: string | undefined;
  readonly minCapacity?: number | undefined;
  readonly features: readonly string[];
  readonly accessible: boolean;
  /** RFC 5545; with it the room is wanted on each of its dates, on the clock of that zone. */
  readonly series?: { readonly rrule: string; readonly timeZone: string } | undefined;
}

/** The search as the API is asked it. */
export function toSearchQuery(search: RoomSearch) {
  return {
    start: formatInstant(search.start),
    durationMinutes: search.durationMinutes,
    buildingId: search.buildingId,
    floor: search.floor,
    minCapacity: search.minCapacity,
    features: search.features,
    accessible: search.accessible ? true : undefined,
    includeBusy: true,
    ...search.series,
  };
}

/** Rooms for a time. While a changed search loads, the former answer stays as placeholder data. */
export function searchQuery(search: RoomSearch) {
  const query = toSearchQuery(search);
  return queryOptions({
    queryKey: ['search', query],
    queryFn: ({ signal }) => sendForAnswer(searchRooms, { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: justAskedMs,
    refetchInterval: refreshMs,
    refetchOnWindowFocus: 'always',
  });
}

export type SearchAnswer = z.infer<(typeof searchRooms)['answer']>;
export type SearchSuggestion = SearchAnswer['suggestions'][number];
