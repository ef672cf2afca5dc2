import { mayChange } from '@/lib/core/bookings/parties';
import type { OutboxLine } from '@/lib/core/changes/change';
import type { Person } from '@/lib/core/places/person';

/** Who reads, and of which rooms; null for all. */
export interface Interest {
  readonly person: Person;
  readonly roomIds: ReadonlySet<string> | null;
}

/** Availability is for everybody who looks at the room, a booking for those who may see it. */
export function isFor({ person, roomIds }: Interest, { organisationId, change }: OutboxLine) {
  if (organisationId !== person.organisationId) return false;
  if (change.topic === 'availability') return roomIds === null || roomIds.has(change.roomId);
  const { organizerId, bookedById } = change;
  return mayChange({ organizer: { id: organizerId }, bookedById }, person);
}
