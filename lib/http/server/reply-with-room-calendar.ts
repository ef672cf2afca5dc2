import { type FeedReaderDeps, readerOfFeed } from '@/lib/auth/room-feed';
import { FoyerError } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import { addMs, dayMs } from '@/lib/core/time/instant';
import { toCaller } from '@/lib/http/server/call';
import type { Input } from '@/lib/http/server/handle';
import { presentRoomFile, type TakenWords } from '@/lib/http/server/presenters/room-file';
import { type CalendarReplyDeps, replyWithCalendar } from '@/lib/http/server/reply-with-calendar';
import { getAvailability } from '@/lib/services/get-availability';

type AvailabilityDeps = Parameters<typeof getAvailability>[0];

export interface RoomCalendarDeps extends FeedReaderDeps, CalendarReplyDeps, AvailabilityDeps {
  /** In the language that the person has set. */
  readonly takenWords: (locale: string | null) => TakenWords;
}

type RoomCalendarInput = Input<
  { readonly id: string },
  { readonly token?: string | undefined },
  unknown
>;

/** Together as long as any reading of availability may be. */
const pastMs = 7 * dayMs;
const aheadMs = 55 * dayMs;

/**
 * When a room is taken, from a week ago until eight weeks ahead.
 * @throws FoyerError `availability-unknown` while its calendar cannot be read: a program keeps what it
 * has, where an empty calendar would show the room as free.
 */
export async function replyWithRoomCalendar(
  deps: RoomCalendarDeps,
  input: RoomCalendarInput,
): Promise<Response> {
  const { params, signal, requestId } = input;
  const person = await readerOf(deps, input);
  const now = deps.clock.now();
  const window = { start: addMs(now, -pastMs), end: addMs(now, aheadMs) };
  const [room] = await getAvailability(
    deps,
    { roomIds: [params.id], window, fresh: false },
    { person, signal, requestId },
  );
  if (room?.availability.status !== 'known') {
    throw new FoyerError('availability-unknown', 'The calendar of this room cannot be read now.');
  }
  const file = presentRoomFile(room, person, deps.takenWords(person.locale));
  return replyWithCalendar(deps, file, input);
}

/** An address that was revoked is not there any more: asking for a password would not help. */
async function readerOf(deps: RoomCalendarDeps, input: RoomCalendarInput): Promise<Person> {
  const { token } = input.query;
  if (token === undefined) return toCaller(input).person;
  const person = await readerOfFeed(deps, input.params.id, token);
  if (person) return person;
  throw new FoyerError('not-found', 'There is no such calendar.');
}
