'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import type { HistoryStep } from '@/app/(employee)/_filters/room-filters';
import {
  readSearchState,
  type SearchState,
  writeSearchState,
} from '@/app/(employee)/_search/search-state';

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
