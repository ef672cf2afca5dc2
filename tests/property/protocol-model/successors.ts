import type { Interning } from '@/tests/property/protocol-model/intern-world';
import type { Violation } from '@/tests/property/protocol-model/move';
import { movesOfOutsider, movesOfSide } from '@/tests/property/protocol-model/moves';
import type { Setting } from '@/tests/property/protocol-model/observe';
import {
  eventStates,
  isSettled,
  other,
  outsides,
  type Side,
  type World,
} from '@/tests/property/protocol-model/world';

/** Told of a state that follows. */
export type Visit = (key: number, label: string, violation: Violation | undefined) => void;

interface Change {
  /** The number of the booking, or of the outsider's state, that follows. */
  readonly id: number;
  readonly label: string;
  readonly violation: Violation | undefined;
}

/** Visits the states that follow a state. What one booking does is worked out once for all its neighbours. */
export function createSuccessors(interning: Interning, setting: Setting) {
  const remembered: [Map<number, readonly Change[]>, Map<number, readonly Change[]>] = [
    new Map(),
    new Map(),
  ];
  const changesOf = (world: World, side: Side, id: number): readonly Change[] => {
    const place = id * surroundings + surroundingOf(world, side);
    const known = remembered[side].get(place);
    if (known) return known;
    const changes = movesOfSide(world, side, setting).map((move) => ({
      id: interning.bookingId(move.world.bookings[side]),
      label: move.label,
      violation: move.violation,
    }));
    remembered[side].set(place, changes);
    return changes;
  };
  const { toKey } = interning;
  return (key: number, world: World, visit: Visit): void => {
    const [first, second, outside] = interning.fromKey(key);
    for (const { id, label, violation } of changesOf(world, 0, first)) {
      visit(toKey(id, second, outside), label, violation);
    }
    for (const { id, label, violation } of changesOf(world, 1, second)) {
      visit(toKey(first, id, outside), label, violation);
    }
    for (const { label, world: next, violation } of movesOfOutsider(world, setting)) {
      visit(toKey(first, second, outsides.indexOf(next.outside)), label, violation);
    }
  };
}

const surroundings = eventStates.length * outsides.length * 2;

/** All that a booking's moves depend on beside itself, as one number. */
function surroundingOf({ bookings, outside }: World, side: Side): number {
  const rival = bookings[other(side)];
  const events = eventStates.indexOf(rival.event) * outsides.length + outsides.indexOf(outside);
  return events * 2 + (isSettled(rival) ? 1 : 0);
}
