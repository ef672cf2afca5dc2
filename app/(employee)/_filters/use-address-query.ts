'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { startTransition, useCallback, useOptimistic } from 'react';
import type { HistoryStep } from '@/app/(employee)/_filters/room-filters';

/** Changes the query of the address to what is made of it: with a question mark, or empty. */
export type ChangeQuery = (make: (query: URLSearchParams) => string, step: HistoryStep) => void;

/**
 * The query of the address, and how to change it. It is the new one at once: the router, which has all
 * of the page made anew, takes the address in when there is time.
 */
export function useAddressQuery(): readonly [string, ChangeQuery] {
  const pathname = usePathname();
  const [query, show] = useOptimistic(useSearchParams().toString());
  const change = useCallback<ChangeQuery>(
    (make, step) => {
      const wanted = make(new URLSearchParams(window.location.search));
      startTransition(() => {
        show(new URLSearchParams(wanted).toString());
        if (step === 'push') window.history.pushState(null, '', pathname + wanted);
        else window.history.replaceState(null, '', pathname + wanted);
      });
    },
    [pathname, show],
  );
  return [query, change];
}
