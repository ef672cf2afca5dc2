import type { SearchResult, SeriesStanding } from '@/lib/core/availability/search-answer';
import type { Room } from '@/lib/core/places/room';
import type { PolicyRule } from '@/lib/core/policy/evaluate-policy';
import type { RoomStanding } from '@/lib/services/search/read-standing';

/** What a search has found out about a room without reading it in full. */
export interface StoodRoom {
  readonly room: Room;
  readonly standing: RoomStanding;
  /** The rules that the dates break. */
  readonly rules: readonly PolicyRule[];
}

/**
 * The answer of a room of which its standing says all that there is to say: on a series of so many
 * `occurrences`, or on one time (null) that it cannot be had at, nor soon after. Null: read it in full.
 */
export function judgeStanding(stood: StoodRoom, occurrences: number | null): SearchResult | null {
  const { room, standing } = stood;
  if (occurrences !== null) return judgeSeries(stood, occurrences);
  return standing.isSettled ? { room, available: false, reason: 'busy', freeFrom: null } : null;
}

function judgeSeries(
  { room, standing: { unknown, taken }, rules }: StoodRoom,
  occurrences: number,
): SearchResult {
  if (unknown !== null) return { room, available: null, reason: unknown };
  const series: SeriesStanding = { freeOccurrences: occurrences - taken, occurrences };
  if (rules.length > 0) return { room, series, available: false, reason: 'policy', rules };
  if (taken > 0) return { room, series, available: false, reason: 'busy', freeFrom: null };
  return { room, series, available: true, freeUntil: null };
}
