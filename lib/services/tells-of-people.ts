import type { Calendar } from '@/lib/calendar/calendar';
import type { Room } from '@/lib/core/places/room';
import { knownCapabilities } from '@/lib/services/known-capabilities';

/** Whether the room's calendar system tells when people are taken; null while it cannot be opened. */
export async function tellsOfPeople(
  deps: { readonly calendar: Pick<Calendar, 'capabilities'> },
  { connection }: Pick<Room, 'connection'>,
): Promise<boolean | null> {
  const known = await knownCapabilities(deps, connection);
  return known && known.peopleFreeBusy !== null;
}
