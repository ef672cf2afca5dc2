/** Why a booking is in its state, as a closed list that the interface has words for. */
export const statusReasons = [
  'writing',
  'changing',
  'applying-change',
  'undoing-change',
  'restoring-change',
  'change-undone',
  'changed',
  'withdrawing',
  'outcome-unknown',
  'taken',
  'taken-outside',
  'room-declined',
  'room-unanswered',
  'availability-unknown',
  'backend-refused',
  'backend-unavailable',
  'cancelling',
  'cancelled-by-organizer',
  'cancelled-by-manager',
  'cancelled-in-calendar',
] as const;
export type StatusReason = (typeof statusReasons)[number];

/** While a change of a booking is under way: the booking stands, and is not yet what it is to be. */
export const changingReasons: ReadonlySet<StatusReason> = new Set([
  'changing',
  'applying-change',
  'undoing-change',
  'restoring-change',
]);
