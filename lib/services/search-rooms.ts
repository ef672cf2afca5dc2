import { freeUntil, isFree } from '@/lib/core/availability/busy';
import type { RoomTaken } from '@/lib/core/availability/room-taken';
import type { SearchAnswer, SearchResult } from '@/lib/core/availability/search-answer';
import { nextTime, reachFrom, suggestForSearch } from '@/lib/core/availability/suggest';
import { compareFit } from '@/lib/core/places/compare-fit';
import type { Room } from '@/lib/core/places/room';
import { evaluatePolicy, type PolicyRule } from '@/lib/core/policy/evaluate-policy';
import { addMs, hourMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { PlacesStore, RoomFilter } from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';
import { type AvailabilityDeps, readAvailability } from '@/lib/services/read-availability';

export interface SearchRequest {
  readonly wanted: Interval;
  readonly filter: Omit<RoomFilter, 'organisationId'>;
  readonly includeBusy: boolean;
}

/** "Free until" is told as far as this beyond the wanted time; later is as good as free. */
const horizonMs = 8 * hourMs;

/** More than these nobody reads through. */
const mostLookedAt = 200;

/** Rooms that match, the smallest fitting and free first; what is unknown is told as unknown. */
export async function searchRooms(
  deps: AvailabilityDeps & { readonly places: PlacesStore },
  request: SearchRequest,
  call: Call,
): Promise<SearchAnswer> {
  const { wanted } = request;
  const { organisationId } = call.person;
  const rooms = await deps.places.findRooms({ ...request.filter, organisationId });
  const window = { start: wanted.start, end: addMs(wanted.end, horizonMs) };
  const { signal, requestId } = call;
  const [read] = await Promise.all([
    readAvailability(deps, { rooms, window, signal, requestId, fresh: false }),
    deps.stored?.look(rooms.slice(0, mostLookedAt).map((room) => room.id)),
  ]);
  const now = deps.clock.now();
  const results = read.map((taken) =>
    judge(taken, wanted, brokenRules(taken.room, wanted, call, now)),
  );
  const ranked = results.sort((a, b) => rank(a) - rank(b) || compareFit(a.room, b.room));
  return {
    results: request.includeBusy ? ranked : ranked.filter((result) => result.available !== false),
    suggestions: suggest(wanted, ranked, read),
  };
}

function brokenRules(room: Room, wanted: Interval, call: Call, now: Instant): PolicyRule[] {
  const { timeZone, policy } = room;
  const { role } = call.person;
  return evaluatePolicy(policy, { wanted, timeZone, role, now, activeBookings: 0 }).map(
    (violation) => violation.rule,
  );
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

function rank({ available }: SearchResult): number {
  if (available === null) return 1;
  return available ? 0 : 2;
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
