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

export interface Successor {
  readonly key: number;
  readonly label: string;
  readonly violation: Violation | undefined;
}

interface Change {
  /** The number of the booking, or of the outsider's state, that follows. */
  readonly id: number;
  readonly label: string;
  readonly violation: Violation | undefined;
}

/** The states that follow a state. What one booking does is worked out once for all its neighbours. */
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
  return (key: number, world: World): readonly Successor[] => {
    const [first, second, outside] = interning.fromKey(key);
    const { toKey } = interning;
    return [
      ...changesOf(world, 0, first).map((change) => to(change, toKey(change.id, second, outside))),
      ...changesOf(world, 1, second).map((change) => to(change, toKey(first, change.id, outside))),
      ...movesOfOutsider(world, setting).map(({ label, world: next, violation }) => ({
        key: toKey(first, second, outsides.indexOf(next.outside)),
        label,
        violation,
      })),
    ];
  };
}

function to({ label, violation }: Change, key: number): Successor {
  return { key, label, violation };
}

const surroundings = eventStates.length * outsides.length * 2;

/** All that a booking's moves depend on beside itself, as one number. */
function surroundingOf({ bookings, outside }: World, side: Side): number {
  const rival = bookings[other(side)];
  const events = eventStates.indexOf(rival.event) * outsides.length + outsides.indexOf(outside);
  return events * 2 + (isSettled(rival) ? 1 : 0);
}
