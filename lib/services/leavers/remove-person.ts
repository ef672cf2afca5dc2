import { FoyerError } from '@/lib/core/errors';
import type { Clock } from '@/lib/core/time/clock';
import type { LeaverStore } from '@/lib/db/leaver-ports';
import type { AuditStore } from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';

/**
 * Begins to remove a person: they are signed out for good at once, their bookings to come are
 * cancelled one by one, and then what names them is taken out. Asked again it goes on.
 * @throws FoyerError `not-found`, `forbidden` for oneself.
 */
export async function removePerson(
  deps: { readonly leavers: LeaverStore; readonly audit: AuditStore; readonly clock: Clock },
  personId: string,
  { person, requestId }: Call,
): Promise<void> {
  if (personId === person.id) {
    throw new FoyerError('forbidden', 'Another administrator has to remove you.');
  }
  const { organisationId } = person;
  const isBegun = await deps.leavers.begin(organisationId, personId, deps.clock.now());
  if (!isBegun) throw new FoyerError('not-found', 'There is no such person.');
  await deps.audit.record({
    organisationId,
    actor: person.id,
    action: 'remove',
    subjectKind: 'person',
    subjectId: personId,
    fields: [],
    requestId,
  });
}
