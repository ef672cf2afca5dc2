import type { World } from '@/tests/property/protocol-model/world';

/** One step of the whole, and what is wrong about taking it. */
export interface Move {
  readonly label: string;
  readonly world: World;
  readonly violation?: Violation;
}

export const violations = [
  'G1: both are confirmed, and both stand in the calendar',
  'G2: confirmed without a read, made after the write, that shows it there and alone',
  'G3: an event stays behind that belongs to no booking',
  'G3: a confirmed booking is not in the calendar',
  'G3: one booking is two events',
  'G3: a hold or a due booking that nothing can end any more',
  'G4: what is not known is taken for free',
  'nobody, or more than one, has the slot although nobody disturbed',
] as const;
export type Violation = (typeof violations)[number];
