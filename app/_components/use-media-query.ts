'use client';

import { useCallback, useSyncExternalStore } from 'react';

/** From this width on, dialogs and the grid have room; below, lists and pages. */
export const wideQuery = '(min-width: 40rem)';

/** Whether the media query holds; null until the page runs in the browser. */
export function useMediaQuery(query: string): boolean | null {
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
    () => null,
  );
}
