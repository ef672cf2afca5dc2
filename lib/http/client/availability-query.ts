import { queryOptions } from '@tanstack/react-query';
import { formatInstant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { sendForAnswer } from '@/lib/http/client/send';
import { getAvailability } from '@/lib/http/contract/availability';

const refreshMs = 20_000;

export type AvailabilityScope =
  | { readonly buildingId: string }
  | { readonly roomIds: readonly string[] };

/** When rooms are taken in a window; asks again every 20 seconds and whenever the page is looked at. */
export function availabilityQuery(scope: AvailabilityScope, window: Interval) {
  const query = {
    ...scope,
    start: formatInstant(window.start),
    end: formatInstant(window.end),
  };
  return queryOptions({
    queryKey: ['availability', query],
    queryFn: async ({ signal }) => (await sendForAnswer(getAvailability, { query, signal })).items,
    refetchInterval: refreshMs,
    refetchOnWindowFocus: 'always',
  });
}
