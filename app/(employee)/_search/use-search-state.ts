'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import {
  readSearchState,
  type SearchState,
  writeSearchState,
} from '@/app/(employee)/_search/search-state';

/** Typing replaces the present entry of the history; a choice adds one, so that back undoes it. */
export type HistoryStep = 'push' | 'replace';
export type ChangeSearch = (change: Partial<SearchState>, step?: HistoryStep) => void;

/** The search as the address holds it, and how to change it. */
export function useSearchState(): readonly [SearchState, ChangeSearch] {
  const params = useSearchParams();
  const pathname = usePathname();
  const state = useMemo(() => readSearchState(params), [params]);
  const change = useCallback<ChangeSearch>(
    (wanted, step = 'push') => {
      const address = pathname + writeSearchState({ ...state, ...wanted });
      if (step === 'push') window.history.pushState(null, '', address);
      else window.history.replaceState(null, '', address);
    },
    [pathname, state],
  );
  return [state, change];
}
