import type { PersonAvailability } from '@/lib/core/availability/person-availability';
import { formatInstant } from '@/lib/core/time/instant';
import type { PersonAvailabilityAnswer } from '@/lib/http/contract/people';

export function presentPerson(person: PersonAvailability): PersonAvailabilityAnswer {
  const { email } = person;
  const asOf = formatInstant(person.asOf);
  if (person.status === 'unknown') {
    return { email, status: 'unknown', reason: person.reason, asOf, busy: [] };
  }
  const busy = person.busy.map(({ start, end, kind }) => ({
    start: formatInstant(start),
    end: formatInstant(end),
    kind,
  }));
  return { email, status: 'known', asOf, busy };
}
