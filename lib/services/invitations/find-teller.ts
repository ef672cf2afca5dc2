import type { Teller } from '@/lib/core/invitations/teller';
import type { Room } from '@/lib/core/places/room';
import type { MailDeps } from '@/lib/services/invitations/mail-deps';
import { knownCapabilities } from '@/lib/services/known-capabilities';

/** Who tells the people of a booking in this room; null while its calendar cannot be opened. */
export async function findTeller(
  deps: Pick<MailDeps, 'calendar' | 'mailer'>,
  { connection }: Pick<Room, 'connection'>,
): Promise<Teller | null> {
  const known = await knownCapabilities(deps, connection);
  if (!known) return null;
  if (known.invitations === 'server') return 'calendar';
  return deps.mailer ? 'mail' : 'nobody';
}
