import type { BookedEvent } from '@/lib/core/bookings/booking';
import type { EventName } from '@/lib/db/ports';

/** The events, one of them with its name in the calendar. */
export function nameEvent(
  events: readonly BookedEvent[],
  { id, handle, version }: EventName,
): readonly BookedEvent[] {
  return events.map((event) => (event.id === id ? { ...event, handle, version } : event));
}

export const hasAll = (events: readonly BookedEvent[]): boolean =>
  events.every(({ handle }) => handle !== null);
