import type { Room } from '@/lib/core/places/room';
import { evaluatePolicy, type PolicyRule } from '@/lib/core/policy/evaluate-policy';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { Call } from '@/lib/services/call';

/** The rules that the dates break in a room, each once. */
export type RulesOf = (room: Room) => readonly PolicyRule[];

/** What decides about a room's rules, as text: most rooms of a house share theirs. */
const keys = new WeakMap<Room, string>();

/** Rooms with the same rules in the same zone are judged once. */
export function brokenRules(dates: readonly Interval[], { person }: Call, now: Instant): RulesOf {
  const known = new Map<string, readonly PolicyRule[]>();
  return (room) => {
    const key = keyOf(room);
    const found = known.get(key) ?? judge(room, dates, person.role, now);
    known.set(key, found);
    return found;
  };
}

function keyOf(room: Room): string {
  const known = keys.get(room);
  if (known !== undefined) return known;
  const key = JSON.stringify([room.timeZone, room.policy]);
  keys.set(room, key);
  return key;
}

function judge(
  { policy, timeZone }: Room,
  dates: readonly Interval[],
  role: Call['person']['role'],
  now: Instant,
): readonly PolicyRule[] {
  const question = { timeZone, role, now, activeBookings: 0 };
  const broken = dates.flatMap((wanted) => evaluatePolicy(policy, { ...question, wanted }));
  return [...new Set(broken.map(({ rule }) => rule))];
}
