import type { UnknownReason } from '@/lib/core/availability/busy';
import type { Suggestion } from '@/lib/core/errors';
import type { Room } from '@/lib/core/places/room';
import type { PolicyRule } from '@/lib/core/policy/evaluate-policy';
import type { Instant } from '@/lib/core/time/instant';

/** How many dates of a series are free in a room, of how many. */
export interface SeriesStanding {
  readonly freeOccurrences: number;
  readonly occurrences: number;
}

/** One room as an answer to a search; null is unknown and never to be shown as free. */
export type SearchResult = { readonly room: Room; readonly series?: SeriesStanding } & (
  | { readonly available: true; readonly freeUntil: Instant | null }
  | { readonly available: false; readonly reason: 'busy'; readonly freeFrom: Instant | null }
  | { readonly available: false; readonly reason: 'policy'; readonly rules: readonly PolicyRule[] }
  | { readonly available: null; readonly reason: UnknownReason }
);

export interface SearchAnswer {
  /** The best of those that match. */
  readonly results: readonly SearchResult[];
  /** How many match, with those that are not told. */
  readonly matching: number;
  readonly suggestions: readonly (Suggestion & { readonly room: Room })[];
}
