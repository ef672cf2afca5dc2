export const bookingStatuses = [
  'pending',
  'confirmed',
  'awaiting-room',
  'awaiting-approval',
  'declined',
  'cancelled',
  'failed',
] as const;
export type BookingStatus = (typeof bookingStatuses)[number];

/** States that hold the slot; the same list stands in the exclusion constraint. */
export const liveStatuses = [
  'pending',
  'confirmed',
  'awaiting-room',
  'awaiting-approval',
] as const satisfies readonly BookingStatus[];

const transitions: Readonly<Record<BookingStatus, readonly BookingStatus[]>> = {
  pending: ['confirmed', 'awaiting-room', 'awaiting-approval', 'declined', 'failed', 'cancelled'],
  'awaiting-room': ['pending', 'confirmed', 'declined', 'failed', 'cancelled'],
  'awaiting-approval': ['pending', 'confirmed', 'declined', 'failed', 'cancelled'],
  confirmed: ['pending', 'declined', 'cancelled'],
  declined: [],
  cancelled: [],
  failed: [],
};

export function isLive(status: BookingStatus): boolean {
  return liveStatuses.some((live) => live === status);
}

/** Whether somebody's answer is still due. */
export function isWaiting(status: BookingStatus): boolean {
  return isLive(status) && status !== 'confirmed';
}

/** Whether it was refused, at once or later, by whomever. */
export function isLost(status: BookingStatus): boolean {
  return status === 'declined' || status === 'failed';
}

/** Whether the table of transitions allows this step. Ended states never change again. */
export function mayBecome(from: BookingStatus, to: BookingStatus): boolean {
  return transitions[from].includes(to);
}
