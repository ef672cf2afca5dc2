'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** Whether the page runs in the browser; false while it is painted as the server painted it. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
