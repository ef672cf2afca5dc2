import { sendForAnswer } from '@/lib/http/client/send';
import {
  type BookingAnswer,
  type BookingChangeInput,
  changeBooking as endpoint,
} from '@/lib/http/contract/bookings';

/** Which dates of a series are meant, seen from the one that is named. */
export const scopes = ['one', 'following', 'all'] as const;
export type Scope = (typeof scopes)[number];

/** A booking, or a date of one, as it was when it was read. */
export interface BookingRef {
  readonly id: string;
  readonly etag: string;
  /** Of a series only. */
  readonly scope?: Scope | undefined;
}

/**
 * Changes a booking, unless somebody else has changed it since it was read: then it fails with the
 * problem `stale`, and nothing is changed.
 * @throws RequestFailure
 */
export function changeBooking(
  { id, etag, scope }: BookingRef,
  change: BookingChangeInput,
): Promise<BookingAnswer> {
  return sendForAnswer(endpoint, {
    params: { id },
    query: { scope },
    body: change,
    headers: { 'if-match': etag },
  });
}
