import { queryOptions } from '@tanstack/react-query';
import { formatInstant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { sendForAnswer } from '@/lib/http/client/send';
import { getPeopleAvailability } from '@/lib/http/contract/people';

/** People are invited elsewhere meanwhile: an answer is asked for again after this. */
const freshMs = 30_000;

export interface PeopleQuestion {
  /** The room whose calendar system is asked. */
  readonly roomId: string;
  readonly emails: readonly string[];
  readonly window: Interval;
}

/**
 * When people are taken. While more of them are asked about, the former answer for that very room and
 * time stays as placeholder data; a question that nobody waits for any more is broken off.
 */
export function peopleQuery({ roomId, emails, window }: PeopleQuestion) {
  const times = { start: formatInstant(window.start), end: formatInstant(window.end) };
  const queryKey = ['people', { roomId, ...times }, emails] as const;
  const where = JSON.stringify(queryKey[1]);
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }) => {
      const body = { roomId, emails, ...times };
      return (await sendForAnswer(getPeopleAvailability, { body, signal })).items;
    },
    placeholderData: (former, query) =>
      JSON.stringify(query?.queryKey[1]) === where ? former : undefined,
    staleTime: freshMs,
  });
}
