import type { CalendarEvent, RoomAnswer } from '@/lib/calendar/backend';

/**
 * What an event of this kind means for rooms that gave these answers: `free` when all declined,
 * `tentative` as long as none of the others accepted.
 */
export function kindForRooms(
  kind: CalendarEvent['kind'],
  answers: readonly RoomAnswer[],
): CalendarEvent['kind'] {
  const taking = answers.filter(({ answer }) => answer !== 'declined');
  if (kind === 'free' || taking.length === 0) return 'free';
  const accepted = taking.some(({ answer }) => answer === 'accepted');
  return kind === 'busy' && accepted ? 'busy' : 'tentative';
}
