import type { UnknownReason } from '@/lib/core/availability/busy';
import type { Suggestion } from '@/lib/core/errors';
import type { Room } from '@/lib/core/places/room';
import type { PolicyRule } from '@/lib/core/policy/evaluate-policy';
import type { Instant } from '@/lib/core/time/instant';

/** One room as an answer to a search; null is unknown and never to be shown as free. */
export type SearchResult = { readonly room: Room } & (
  | { readonly available: true; readonly freeUntil: Instant | null }
  | { readonly available: false; readonly reason: 'busy'; readonly freeFrom: Instant | null }
  | { readonly available: false; readonly reason: 'policy'; readonly rules: readonly PolicyRule[] }
  | { readonly available: null; readonly reason: UnknownReason }
);

export interface SearchAnswer {
  readonly results: readonly SearchResult[];
  readonly suggestions: readonly (Suggestion & { readonly room: Room })[];
}
