import { freeUntil, isFree } from '@/lib/core/availability/busy';
import type { RoomTaken } from '@/lib/core/availability/room-taken';
import type { SearchAnswer, SearchResult } from '@/lib/core/availability/search-answer';
import { nextTime, reachFrom, suggestForSearch } from '@/lib/core/availability/suggest';
import type { Room } from '@/lib/core/places/room';
import type { PolicyRule } from '@/lib/core/policy/evaluate-policy';
import { addMs, hourMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { PlacesStore, RoomFilter } from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';
import { type AvailabilityDeps, readAvailability } from '@/lib/services/read-availability';
import { bestOf } from '@/lib/services/search/best-of';
import { brokenRules, type RulesOf } from '@/lib/services/search/broken-rules';
import { judgeStanding } from '@/lib/services/search/judge-standing';
import {
  type RoomStanding,
  readStanding,
  type StandingOf,
} from '@/lib/services/search/read-standing';
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
  const standingOf = await readStanding(deps, { rooms, dates, organisationId, call, limit });
  const ranked = rooms.map((room) => {
    const standing = standingOf?.(room);
    return { room, rank: standing ? rankOf(standing, () => rulesOf(room), dates.length) : 0 };
  });
  const matching = request.includeBusy ? ranked : ranked.filter(({ rank }) => rank < takenRank);
  const best = bestOf(matching, standingOf ? limit : rooms.length).map(({ room }) => room);
  const occurrences = series && dates.length;
  const { results, read } = await judgeBest(
    deps,
    { rooms: best, wanted, rulesOf, standingOf, occurrences },
    call,
  );
  const sorted = standingOf ? results : sortResults(results);
  const told = request.includeBusy ? sorted : sorted.filter(({ available }) => available !== false);
  return {
    results: told.slice(0, limit),
    matching: standingOf ? matching.length : told.length,
    suggestions: series ? [] : suggest(wanted, sorted, read),
  };
}

/** What is free comes before what is unknown, and that before what is taken or not to be booked. */
const unknownRank = 1;
const takenRank = 2;

/** The rules that are broken are asked for only where the room is free. */
function rankOf(
  { unknown, taken }: RoomStanding,
  broken: () => readonly PolicyRule[],
  dates: number,
): number {
  if (unknown !== null) return unknownRank;
  if (taken === 0 && broken().length === 0) return 0;
  // Of a series more free dates are better; of one date, taken is taken.
  return takenRank + (dates > 1 ? taken / (dates + 1) : 0);
}

interface BestRooms {
  readonly rooms: readonly Room[];
  readonly wanted: Interval;
  readonly rulesOf: RulesOf;
  readonly standingOf: StandingOf | null;
  /** Dates of the wanted series; null: there is none. */
  readonly occurrences: number | null;
}

/** The rooms' results, in their order, and what was read in full of those that needed it. */
async function judgeBest(
  deps: SearchDeps,
  { rooms, wanted, rulesOf, standingOf, occurrences }: BestRooms,
  call: Call,
): Promise<{ readonly results: readonly SearchResult[]; readonly read: readonly RoomTaken[] }> {
  const said = rooms.flatMap((room) => {
    const standing = standingOf?.(room);
    const rules = rulesOf(room);
    return (standing && judgeStanding({ room, standing, rules }, occurrences)) ?? [];
  });
  const byRoom = new Map(said.map((result) => [result.room, result]));
  const others = rooms.filter((room) => !byRoom.has(room));
  const [read] = await Promise.all([
    readInFull(deps, others, wanted, call),
    deps.stored?.look(rooms.slice(0, mostLookedAt).map((room) => room.id)),
  ]);
  for (const taken of read) byRoom.set(taken.room, judge(taken, wanted, rulesOf(taken.room)));
  return { results: rooms.flatMap((room) => byRoom.get(room) ?? []), read };
}

/** More than these nobody reads through. */
const mostLookedAt = 200;

async function readInFull(
  deps: SearchDeps,
  rooms: readonly Room[],
  wanted: Interval,
  { signal, requestId }: Call,
): Promise<readonly RoomTaken[]> {
  if (rooms.length === 0) return [];
  const window = { start: wanted.start, end: addMs(wanted.end, horizonMs) };
  return readAvailability(deps, { rooms, window, signal, requestId, fresh: false });
}

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
