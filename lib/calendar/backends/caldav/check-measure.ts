import type { EventChange, EventDraft, Participant } from '@/lib/calendar/backend';
import { checkSeries } from '@/lib/calendar/backends/shared/series/check-series';
import { draftSeries } from '@/lib/calendar/backends/shared/series/draft-series';
import { BackendError } from '@/lib/calendar/errors';

const maxTitle = 2_000;
const maxDescription = 100_000;
const maxPeople = 2_000;
const maxUid = 500;

/**
 * Refuses what CalDAV servers would store and choke on later: rules by the second, bodies without
 * measure, addresses that would break a line.
 * @throws BackendError `invalid-request`, not applied.
 */
export function checkDraftMeasure(draft: EventDraft): void {
  check(/^[\x21-\x7e]+$/.test(draft.uid) && draft.uid.length <= maxUid, 'the uid is not usable');
  checkChangeMeasure(draft);
  check(isAddress(draft.organizer), 'the organizer has no readable address');
  if (!draft.recurrence) return;
  checkSeries(draftSeries(draft, draft.recurrence));
}

/** The same for what a change holds. */
export function checkChangeMeasure(change: EventChange): void {
  check((change.title ?? '').length <= maxTitle, 'the title is too long');
  check((change.description ?? '').length <= maxDescription, 'the description is too long');
  check((change.attendees ?? []).length <= maxPeople, 'there are too many attendees');
  check((change.attendees ?? []).every(isAddress), 'an attendee has no readable address');
}

function isAddress({ email }: Participant): boolean {
  return email.length <= 320 && /^[^\s\p{Cc}"<>,;:\\]+@[^\s\p{Cc}"<>,;:\\]+$/u.test(email);
}

function check(holds: boolean, message: string): void {
  if (!holds) throw new BackendError('invalid-request', message, { outcome: 'not-applied' });
}
