import type { Calendar } from '@/lib/calendar/calendar';
import { type BusyInterval, withinWindow } from '@/lib/core/availability/busy';
import type { RoomOccurrence, RoomTaken, TakenInterval } from '@/lib/core/availability/room-taken';
import { groupBy } from '@/lib/core/group-by';
import type { Room } from '@/lib/core/places/room';
import type { Clock } from '@/lib/core/time/clock';
import { type Interval, overlaps } from '@/lib/core/time/interval';
import type { BookingStore } from '@/lib/db/ports';
import { toUnknownReason } from '@/lib/services/unknown-reason';

export interface AvailabilityDeps {
  readonly calendar: Calendar;
  readonly bookings: BookingStore;
  readonly clock: Clock;
}

export interface AvailabilityQuestion {
  readonly rooms: readonly Room[];
  readonly window: Interval;
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** True: share no answer with a read that began earlier. */
  readonly fresh: boolean;
}

/** A person at a grid waits no longer than this for a calendar that does not answer. */
const readDeadlineMs = 6_000;

/**
 * What the calendars say now, together with Foyer's own holds that no calendar knows yet; one
 * answer per room, in the order asked. A calendar that fails makes its rooms unknown.
 */
export async function readAvailability(
  deps: AvailabilityDeps,
  question: AvailabilityQuestion,
): Promise<readonly RoomTaken[]> {
  const { rooms, window } = question;
  const asOf = deps.clock.now();
  const [calendars, occurrences] = await Promise.all([
    deps.calendar.freeBusy(rooms, window, { ...question, deadlineMs: readDeadlineMs }),
    deps.bookings.occurrencesIn(
      rooms.map((room) => room.id),
      window,
    ),
  ]);
  const byRoom = groupBy(occurrences, (occurrence) => occurrence.roomId);
  return rooms.map((room) => {
    const answer = calendars.get(room.id);
    if (!answer?.known) {
      const reason = answer ? toUnknownReason(answer.error.code) : 'unreadable';
      return { room, availability: { status: 'unknown', asOf, reason }, taken: [] };
    }
    const taken = withinWindow(merge(answer.busy, byRoom.get(room.id) ?? []), window);
    return { room, availability: { status: 'known', asOf, busy: taken }, taken };
  });
}

/** Busy times of the calendar, each with the booking that explains it, and bookings it lacks. */
function merge(
  busy: readonly BusyInterval[],
  occurrences: readonly RoomOccurrence[],
): readonly TakenInterval[] {
  const fromCalendar = busy.map((piece) => ({ ...piece, occurrence: explain(piece, occurrences) }));
  const explained = new Set(fromCalendar.map((piece) => piece.occurrence));
  const onlyOurs = occurrences
    .filter((occurrence) => !explained.has(occurrence))
    .map((occurrence) => {
      const { start, end, uid } = occurrence;
      return { start, end, uid, kind: 'busy' as const, occurrence };
    });
  return [...fromCalendar, ...onlyOurs];
}

function explain(
  piece: BusyInterval,
  occurrences: readonly RoomOccurrence[],
): RoomOccurrence | null {
  const overlapping = occurrences.filter((occurrence) => overlaps(occurrence, piece));
  const byUid = overlapping.find((occurrence) => piece.uid?.startsWith(occurrence.uid));
  const byTime = overlapping.find(
    (occurrence) => occurrence.start <= piece.start && piece.end <= occurrence.end,
  );
  return byUid ?? (piece.uid === undefined ? (byTime ?? null) : null);
}
