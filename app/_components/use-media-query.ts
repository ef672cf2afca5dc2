'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { useSurroundings } from '@/app/_components/surroundings';

/** From this width on, dialogs and the grid have room; below, lists and pages. */
export const wideQuery = '(min-width: 40rem)';

/** Whether the window is wide; until the page runs in the browser what the server takes it for. */
export function useIsWide(): boolean | null {
  const { isWide } = useSurroundings();
  return useMediaQuery(wideQuery, isWide);
}

function useMediaQuery(query: string, before: boolean | null): boolean | null {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore<boolean | null>(
    subscribe,
    () => window.matchMedia(query).matches,
    () => before,
  );
}
