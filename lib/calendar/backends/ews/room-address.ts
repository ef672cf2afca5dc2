import type { RoomRef } from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';

/** The room's mailbox, lower case. @throws BackendError `room-not-found`, nothing written */
export function addressOf({ address }: RoomRef): string {
  if (address.email !== undefined && address.email !== '') return address.email.toLowerCase();
  throw new BackendError('room-not-found', 'the room has no mailbox address', {
    outcome: 'not-applied',
  });
}
