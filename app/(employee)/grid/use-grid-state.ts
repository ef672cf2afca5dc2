'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import type { HistoryStep } from '@/app/(employee)/_filters/room-filters';
import { type GridState, readGridState, writeGridState } from '@/app/(employee)/grid/grid-state';

export type ChangeGrid = (change: Partial<GridState>, step?: HistoryStep) => void;

/** What the grid shows as the address holds it, and how to change it. */
export function useGridState(): readonly [GridState, ChangeGrid] {
  const params = useSearchParams();
  const pathname = usePathname();
  const state = useMemo(() => readGridState(params), [params]);
  const change = useCallback<ChangeGrid>(
    (wanted, step = 'push') => {
      const address = pathname + writeGridState({ ...state, ...wanted });
      if (step === 'push') window.history.pushState(null, '', address);
      else window.history.replaceState(null, '', address);
    },
    [pathname, state],
  );
  return [state, change];
}
