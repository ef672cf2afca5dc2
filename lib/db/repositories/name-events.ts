import type { BookedEvent } from '@/lib/core/bookings/booking';
import type { EventName } from '@/lib/db/ports';

/** The events, those of them that are named with their new names. */
export function nameEvents(
  events: readonly BookedEvent[],
  names: readonly EventName[],
): readonly BookedEvent[] {
  const byId = new Map(names.map((name) => [name.id, name]));
  return events.map((event) => {
    const name = byId.get(event.id);
    return name ? { ...event, handle: name.handle, version: name.version } : event;
  });
}
