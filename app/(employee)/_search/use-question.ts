'use client';

import { useMemo } from 'react';
import type { Repeat } from '@/app/_components/booking/repeat/repeat';
import type { ResolvedSearch } from '@/app/(employee)/_search/resolve-search';
import type { SearchState } from '@/app/(employee)/_search/search-state';
import type { Interval } from '@/lib/core/time/interval';
import type { RoomSearch } from '@/lib/http/client/search-query';

/** What of a search those who read its answer need to know. */
export interface Question {
  readonly wanted: Interval;
  readonly untilNext: boolean;
  readonly repeat: Repeat;
  /** The room is wanted on each date of a rule. */
  readonly isSeries: boolean;
  /** The rooms are all in one building, which then need not be said of each. */
  readonly isOneBuilding: boolean;
}

/** The same question for as long as nothing of it is another. */
export function useQuestion(
  { untilNext, repeat }: SearchState,
  { wanted, building }: ResolvedSearch,
  { series }: RoomSearch,
): Question {
  const { start, end } = wanted;
  const isSeries = series !== undefined;
  const isOneBuilding = building !== null;
  return useMemo(
    () => ({ wanted: { start, end }, untilNext, repeat, isSeries, isOneBuilding }),
    [start, end, untilNext, repeat, isSeries, isOneBuilding],
  );
}
