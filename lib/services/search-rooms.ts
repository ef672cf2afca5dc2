import { freeUntil, isFree } from '@/lib/core/availability/busy';
import type { RoomTaken } from '@/lib/core/availability/room-taken';
import type {
  SearchAnswer,
  SearchResult,
  SeriesStanding,
} from '@/lib/core/availability/search-answer';
import { nextTime, reachFrom, suggestForSearch } from '@/lib/core/availability/suggest';
import type { Room } from '@/lib/core/places/room';
import type { PolicyRule } from '@/lib/core/policy/evaluate-policy';
import { addMs, hourMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { PlacesStore, RoomFilter } from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';
import { type AvailabilityDeps, readAvailability } from '@/lib/services/read-availability';
import { bestOf } from '@/lib/services/search/best-of';
import { brokenRules } from '@/lib/services/search/broken-rules';
import { type RoomStanding, readStanding } from '@/lib/services/search/read-standing';
import { seriesDates, type WantedSeries } from '@/lib/services/search/series-dates';

export interface SearchRequest {
  readonly wanted: Interval;
  readonly series: WantedSeries | null;
  readonly filter: Omit<RoomFilter, 'organisationId'>;
  readonly includeBusy: boolean;
  /** How many results at most. */
  readonly limit: number;
}

export type SearchDeps = AvailabilityDeps & { readonly places: PlacesStore };

/** "Free until" is told as far as this beyond the wanted time; later is as good as free. */
const horizonMs = 8 * hourMs;

/**
 * Rooms that match, the smallest fitting and free first; what is unknown is told as unknown. First
 * all rooms in short, then only those that are told, with all that there is to say of them.
 */
export async function searchRooms(
  deps: SearchDeps,
  request: SearchRequest,
  call: Call,
): Promise<SearchAnswer> {
  const { wanted, series, limit } = request;
  const { organisationId } = call.person;
  const rooms = await deps.places.findRooms({ ...request.filter, organisationId });
  const now = deps.clock.now();
  const dates = series ? seriesDates(wanted, series, rooms, now) : [wanted];
  const rulesOf = brokenRules(dates, call, now);
  const standings = await readStanding(deps, { rooms, dates, organisationId, call, limit });
  const ranked = rooms.map((room) => {
    const standing = standings?.get(room.id) ?? null;
    return { room, rank: standing ? rankOf(standing, rulesOf(room).length > 0, dates.length) : 0 };
  });
  const matching = request.includeBusy ? ranked : ranked.filter(({ rank }) => rank < takenRank);
  const best = bestOf(matching, standings ? limit : rooms.length).map(({ room }) => room);
  const read = await readBest(deps, best, wanted, call);
  const results = read.map((taken): SearchResult => {
    const standing = standings?.get(taken.room.id);
    const rules = rulesOf(taken.room);
    if (series && standing) return judgeSeries(taken.room, standing, rules, dates.length);
    return judge(taken, wanted, rules);
  });
  const sorted = standings ? results : sortResults(results);
  const told = request.includeBusy ? sorted : sorted.filter(({ available }) => available !== false);
  return {
    results: told.slice(0, limit),
    matching: standings ? matching.length : told.length,
    suggestions: series ? [] : suggest(wanted, sorted, read),
  };
}

/** What is free comes before what is unknown, and that before what is taken or not to be booked. */
const unknownRank = 1;
const takenRank = 2;

function rankOf(standing: RoomStanding, isForbidden: boolean, dates: number): number {
  if (standing.unknown !== null) return unknownRank;
  if (standing.taken === 0 && !isForbidden) return 0;
  // Of a series more free dates are better; of one date, taken is taken.
  return takenRank + (dates > 1 ? standing.taken / (dates + 1) : 0);
}

async function readBest(
  deps: SearchDeps,
  rooms: readonly Room[],
  wanted: Interval,
  { signal, requestId }: Call,
): Promise<readonly RoomTaken[]> {
  const window = { start: wanted.start, end: addMs(wanted.end, horizonMs) };
  const [read] = await Promise.all([
    readAvailability(deps, { rooms, window, signal, requestId, fresh: false }),
    deps.stored?.look(rooms.slice(0, mostLookedAt).map((room) => room.id)),
  ]);
  return read;
}

/** More than these nobody reads through. */
const mostLookedAt = 200;

function judge(
  { room, availability }: RoomTaken,
  wanted: Interval,
  rules: readonly PolicyRule[],
): SearchResult {
  if (availability.status === 'unknown') {
    return { room, available: null, reason: availability.reason };
  }
  if (!isFree(availability, wanted)) {
    const free = nextTime({ room, availability }, wanted);
    return { room, available: false, reason: 'busy', freeFrom: free?.start ?? null };
  }
  if (rules.length > 0) return { room, available: false, reason: 'policy', rules };
  return { room, available: true, freeUntil: freeUntil(availability.busy, wanted.end) };
}

function judgeSeries(
  room: Room,
  { unknown, taken }: RoomStanding,
  rules: readonly PolicyRule[],
  occurrences: number,
): SearchResult {
  if (unknown !== null) return { room, available: null, reason: unknown };
  const series: SeriesStanding = { freeOccurrences: occurrences - taken, occurrences };
  if (rules.length > 0) return { room, series, available: false, reason: 'policy', rules };
  if (taken > 0) return { room, series, available: false, reason: 'busy', freeFrom: null };
  return { room, series, available: true, freeUntil: null };
}

function sortResults(results: readonly SearchResult[]): readonly SearchResult[] {
  const ranked = results.map((result) => ({ room: result.room, rank: orderOf(result), result }));
  return bestOf(ranked, ranked.length).map(({ result }) => result);
}

function orderOf({ available }: SearchResult): number {
  if (available === null) return unknownRank;
  return available ? 0 : takenRank;
}

function suggest(
  wanted: Interval,
  ranked: readonly SearchResult[],
  read: readonly RoomTaken[],
): SearchAnswer['suggestions'] {
  const reach = reachFrom(wanted.start, wanted);
  const byId = new Map(read.map((taken) => [taken.room.id, taken]));
  const free = ranked.filter((result) => result.available === true).map((result) => result.room);
  const taken = ranked
    .filter((result) => result.available === false && result.reason === 'busy')
    .map((result) => byId.get(result.room.id))
    .filter((candidate) => candidate !== undefined);
  return suggestForSearch(wanted, free, taken)
    .filter((suggestion) => suggestion.end <= reach.end)
    .flatMap((suggestion) => {
      const room = byId.get(suggestion.roomId)?.room;
      return room ? [{ ...suggestion, room }] : [];
    });
}
