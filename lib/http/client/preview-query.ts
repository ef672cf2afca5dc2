import { keepPreviousData, queryOptions, skipToken } from '@tanstack/react-query';
import { sendForAnswer } from '@/lib/http/client/send';
import { type PreviewInput, previewBooking } from '@/lib/http/contract/bookings';

/** Rooms are booked by others meanwhile: an answer is asked for again after this. */
const freshMs = 30_000;

/**
 * What a booking would come to, date by date. While a changed one is looked at, the former answer
 * stays as placeholder data; a question that nobody waits for any more is broken off. Null asks
 * nothing.
 */
export function previewQuery(input: PreviewInput | null) {
  return queryOptions({
    queryKey: ['preview', input],
    queryFn:
      input === null
        ? skipToken
        : ({ signal }) => sendForAnswer(previewBooking, { body: input, signal }),
    placeholderData: keepPreviousData,
    staleTime: freshMs,
    refetchOnWindowFocus: 'always',
  });
}
