import { queryOptions } from '@tanstack/react-query';
import { formatInstant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { RequestFailure } from '@/lib/http/client/request-failure';
import { type QueryValues, send } from '@/lib/http/client/send';
import { getAvailability, type RoomAvailabilityAnswer } from '@/lib/http/contract/availability';

const refreshMs = 20_000;
/** What came with the page is not asked for again at once. */
const justAskedMs = 2_000;

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
    queryFn: ({ signal }) => readUnlessKnown(query, signal),
    staleTime: justAskedMs,
    refetchInterval: refreshMs,
    refetchOnWindowFocus: 'always',
  });
}

interface KnownAnswer {
  readonly etag: string;
  readonly items: readonly RoomAvailabilityAnswer[];
}

/** The last answers, by what was asked; a page looks at few days at a time. */
const known = new Map<string, KnownAnswer>();
const mostKnown = 8;

/** A page asks again and again: as long as nothing is different, it is told only that. */
async function readUnlessKnown(
  query: QueryValues,
  signal: AbortSignal,
): Promise<readonly RoomAvailabilityAnswer[]> {
  const key = JSON.stringify(query);
  const last = known.get(key);
  const headers = last ? { headers: { 'if-none-match': last.etag } } : {};
  const { status, answer, etag } = await send(getAvailability, { query, signal, ...headers });
  if (status === 304 && last) return last.items;
  if (!answer) throw new RequestFailure('unreadable', null);
  known.delete(key);
  if (etag !== null) known.set(key, { etag, items: answer.items });
  for (const oldest of known.keys()) {
    if (known.size <= mostKnown) break;
    known.delete(oldest);
  }
  return answer.items;
}
