'use client';

import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { useDebounced } from '@/app/_components/use-debounced';
import { useSettled } from '@/app/_components/use-settled';
import { type ResolvedSearch, toRoomSearch } from '@/app/(employee)/_search/resolve-search';
import type { SearchState } from '@/app/(employee)/_search/search-state';
import { type Question, useQuestion } from '@/app/(employee)/_search/use-question';
import { type SearchAnswer, searchQuery } from '@/lib/http/client/search-query';

const settleMs = 200;

/** An answer, and what it answers. */
export interface Found {
  readonly answer: SearchAnswer;
  readonly question: Question;
  /** The question as one text. */
  readonly asked: string;
}

/**
 * The last answer, painted when there is time for it: rooms are many. It stays the same object until
 * something of it differs, and another is due for as long as it is not that to this search.
 */
export function useFound(state: SearchState, resolved: ResolvedSearch) {
  const search = toRoomSearch(state, resolved);
  const question = useQuestion(state, resolved, search);
  const asked = JSON.stringify(search);
  const settled = useDebounced(asked, settleMs);
  const query = useQuery(searchQuery(JSON.parse(settled)));
  const { data, error, isPlaceholderData, refetch } = query;
  const current = useMemo<Found | undefined>(
    () => data && { answer: data, question, asked },
    [data, question, asked],
  );
  const found = useDeferredValue(useSettled(current, !isPlaceholderData && settled === asked));
  return { found, isDue: found?.asked !== asked, error, refetch };
}
