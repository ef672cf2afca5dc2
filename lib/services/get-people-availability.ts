import type { PersonFreeBusy } from '@/lib/calendar/backend';
import type { Calendar } from '@/lib/calendar/calendar';
import type { BackendErrorCode } from '@/lib/calendar/errors';
import type {
  PersonAvailability,
  PersonUnknownReason,
} from '@/lib/core/availability/person-availability';
import type { Clock } from '@/lib/core/time/clock';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { PlacesStore } from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';
import { findRoom } from '@/lib/services/find-room';

export interface PeopleAvailabilityDeps {
  readonly calendar: Pick<Calendar, 'peopleFreeBusy'>;
  readonly places: PlacesStore;
  readonly clock: Clock;
}

export interface PeopleAvailabilityRequest {
  /** Whose calendar system is asked. */
  readonly roomId: string;
  readonly emails: readonly string[];
  readonly window: Interval;
}

/** A person at a form waits no longer than this for a calendar that does not answer. */
const readDeadlineMs = 6_000;

/**
 * When people are taken, as the calendar system of a room tells it, asked now and kept nowhere; one
 * answer per address, in order. Whom it does not tell of is unknown, with the reason.
 * @throws FoyerError `not-found` when there is no such room.
 */
export async function getPeopleAvailability(
  { calendar, places, clock }: PeopleAvailabilityDeps,
  { roomId, emails, window }: PeopleAvailabilityRequest,
  call: Call,
): Promise<readonly PersonAvailability[]> {
  const room = await findRoom(places, roomId, call);
  const asOf = clock.now();
  const { signal, requestId } = call;
  const options = { signal, requestId, deadlineMs: readDeadlineMs };
  const answers = await calendar.peopleFreeBusy(room, emails, window, options);
  return answers.map((answer) => toAvailability(answer, asOf));
}

function toAvailability(answer: PersonFreeBusy, asOf: Instant): PersonAvailability {
  const { email } = answer;
  if (answer.known) return { email, asOf, status: 'known', busy: answer.busy };
  return { email, asOf, status: 'unknown', reason: reasons[answer.error.code] };
}

/** What a failed read means to whoever wants to invite somebody. */
const reasons: Readonly<Record<BackendErrorCode, PersonUnknownReason>> = {
  unauthenticated: 'access-refused',
  forbidden: 'access-refused',
  'room-not-found': 'nobody',
  'event-not-found': 'unreadable',
  conflict: 'unreadable',
  stale: 'unreadable',
  'invalid-request': 'unreadable',
  unsupported: 'not-told',
  throttled: 'throttled',
  unavailable: 'unreachable',
  timeout: 'timeout',
  aborted: 'timeout',
  'bad-response': 'unreadable',
};
