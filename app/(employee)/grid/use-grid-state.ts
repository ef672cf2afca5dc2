'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type GridState, readGridState, writeGridState } from '@/app/(employee)/grid/grid-state';

export type ChangeGrid = (change: Partial<GridState>) => void;

/** What the grid shows as the address holds it, and how to change it; each change can be undone. */
export function useGridState(): readonly [GridState, ChangeGrid] {
  const params = useSearchParams();
  const pathname = usePathname();
  const state = useMemo(() => readGridState(params), [params]);
  const change = useCallback<ChangeGrid>(
    (wanted) => {
      const address = pathname + writeGridState({ ...state, ...wanted });
      window.history.pushState(null, '', address);
    },
    [pathname, state],
  );
  return [state, change];
}
