import { isThere } from '@/tests/property/protocol-model/calendar';
import type { Violation } from '@/tests/property/protocol-model/move';
import type { Scenario } from '@/tests/property/protocol-model/scenario';
import { type BookingWorld, isSettled, type World } from '@/tests/property/protocol-model/world';

/** Both have begun and ended, and nothing of them moves any more. */
export function isFinal({ bookings }: World): boolean {
  return bookings.every(isSettled);
}

/** What is wrong about a state, whichever way it was reached. */
export function judgeWorld(world: World, scenario: Scenario): Violation | null {
  const { bookings } = world;
  const standing = bookings.filter(hasTheSlot);
  if (standing.length > 1) return 'G1: both are confirmed, and both stand in the calendar';
  if (bookings.some(hasVanished)) return 'G3: a confirmed booking is not in the calendar';
  if (bookings.some(isTwice)) return 'G3: one booking is two events';
  if (bookings.some(isOrphan)) return 'G3: an event stays behind that belongs to no booking';
  if (!isQuiet(scenario) || !isFinal(world)) return null;
  return standing.length === 1
    ? null
    : 'nobody, or more than one, has the slot although nobody disturbed';
}

function hasTheSlot({ row, event }: BookingWorld): boolean {
  return row === 'confirmed' && isThere(event) && event !== 'returned';
}

/** Removed from outside is another matter: the change feed tells of it. */
function hasVanished({ row, event }: BookingWorld): boolean {
  return row === 'confirmed' && !isThere(event) && event !== 'robbed';
}

const isTwice = (booking: BookingWorld): boolean => booking.event === 'twice' && isSettled(booking);

const isOrphan = (booking: BookingWorld): boolean =>
  booking.row !== 'confirmed' && isThere(booking.event) && isSettled(booking);

function isQuiet({ faults, deadlines, outsider, robber, cancels }: Scenario): boolean {
  return !faults && !deadlines && !outsider && !robber && cancels.length === 0;
}
