'use client';

import { useCallback, useMemo } from 'react';
import type { HistoryStep } from '@/app/(employee)/_filters/room-filters';
import { useAddressQuery } from '@/app/(employee)/_filters/use-address-query';
import {
  readSearchState,
  type SearchState,
  writeSearchState,
} from '@/app/(employee)/_search/search-state';

export type ChangeSearch = (change: Partial<SearchState>, step?: HistoryStep) => void;

/** The search as the address holds it, and how to change it, which is always the same function. */
export function useSearchState(): readonly [SearchState, ChangeSearch] {
  const [query, changeQuery] = useAddressQuery();
  const state = useMemo(() => readSearchState(new URLSearchParams(query)), [query]);
  const change = useCallback<ChangeSearch>(
    (wanted, step = 'push') =>
      changeQuery((now) => writeSearchState({ ...readSearchState(now), ...wanted }), step),
    [changeQuery],
  );
  return [state, change];
}
