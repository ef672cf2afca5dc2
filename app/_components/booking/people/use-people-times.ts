'use client';

import { useQuery } from '@tanstack/react-query';
import {
  daysAround,
  type PersonState,
  personStateAt,
} from '@/app/_components/booking/people/person-state';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';
import { peopleQuery } from '@/lib/http/client/people-query';

interface PeopleQuestion {
  readonly roomId: string;
  readonly emails: readonly string[];
  readonly wanted: Interval;
  readonly zone: ZoneId;
}

export interface PersonAtTime {
  readonly email: string;
  /** Null while nobody has answered for them. */
  readonly state: PersonState | null;
}

/** How each of them stands at that time. An answer counts for those whom it names, and for that day alone. */
export function usePeopleTimes({ roomId, emails, wanted, zone }: PeopleQuestion) {
  const window = daysAround(wanted, zone);
  const { data, error, refetch } = useQuery(peopleQuery({ roomId, emails, window }));
  const people = emails.map((email): PersonAtTime => {
    const answer = data?.find((each) => each.email === email.toLowerCase());
    return { email, state: answer ? personStateAt(answer, wanted) : null };
  });
  return { window, people, error, retry: () => void refetch() };
}
