import type { Instant } from '@/lib/core/time/instant';

/** How far the answer that the page holds may be trusted. */
export type Freshness = 'loading' | 'live' | 'stale';

/** Three answers in a row have not come: what the page holds is no longer how things stand. */
const trustedMs = 60_000;

export interface AnswerState {
  /** Null: there has been no answer yet. */
  readonly answeredAt: Instant | null;
  /** The last attempt failed. */
  readonly isError: boolean;
  readonly isFetching: boolean;
}

/**
 * A failed refresh makes an answer stale at once, silence after a minute; while a page that slept
 * asks again, it shows that it is loading rather than what it last knew.
 */
export function freshnessOf(
  { answeredAt, isError, isFetching }: AnswerState,
  now: Instant,
): Freshness {
  if (answeredAt === null) return 'loading';
  if (isError) return 'stale';
  if (now - answeredAt <= trustedMs) return 'live';
  return isFetching ? 'loading' : 'stale';
}
