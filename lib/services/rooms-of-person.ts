import type { Clock } from '@/lib/core/time/clock';
import { addMs, dayMs } from '@/lib/core/time/instant';
import type { FavouriteStore } from '@/lib/db/account-ports';
import type { Call } from '@/lib/services/call';

export interface RoomsOfPerson {
  /** In the order in which they were chosen. */
  readonly favourites: readonly string[];
  /** Booked by them, the latest first. */
  readonly recent: readonly string[];
}

const mostRecent = 5;
const recentMs = 180 * dayMs;

/** The rooms that somebody likes to have, by their ids. */
export async function roomsOfPerson(
  { favourites, clock }: { readonly favourites: FavouriteStore; readonly clock: Clock },
  { person }: Call,
): Promise<RoomsOfPerson> {
  const owner = { organisationId: person.organisationId, personId: person.id };
  const [chosen, recent] = await Promise.all([
    favourites.list(owner),
    favourites.listRecent(owner, addMs(clock.now(), -recentMs), mostRecent),
  ]);
  return { favourites: chosen, recent };
}
