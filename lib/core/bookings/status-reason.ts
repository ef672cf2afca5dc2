/** Why a booking is in its state, as a closed list that the interface has words for. */
export const statusReasons = [
  'writing',
  'withdrawing',
  'outcome-unknown',
  'taken',
  'taken-outside',
  'room-declined',
  'availability-unknown',
  'backend-refused',
  'backend-unavailable',
  'cancelling',
  'cancelled-by-organizer',
  'cancelled-by-manager',
  'cancelled-in-calendar',
] as const;
export type StatusReason = (typeof statusReasons)[number];
