import { groupBy } from '@/lib/core/group-by';
import { byStart, type Interval, overlaps } from '@/lib/core/time/interval';
import type { AskedBooking } from '@/tests/bench/books/asked-booking';
import type { LedgerBooking, LedgerDate } from '@/tests/bench/books/read-ledger';
import type { StoredEvent } from '@/tests/bench/books/stored-event';
import type { MeetingDate } from '@/tests/bench/simulated/simulated-server';

/** What was asked and heard, what the database holds, and what the calendars hold. */
export interface Books {
  readonly asked: readonly AskedBooking[];
  readonly ledger: readonly LedgerBooking[];
  readonly events: readonly StoredEvent[];
  /** Meetings in the calendars of those who called them; null where events are the rooms' own. */
  readonly meetings: readonly MeetingDate[] | null;
}

const live = new Set(['pending', 'confirmed', 'awaiting-room', 'awaiting-approval']);

/**
 * What is wrong once nothing is on its way any more (guarantee G3): an acknowledged booking that is
 * lost or there twice, an event of nobody's, a hold that holds nothing, a series in part.
 */
export function judgeBooks({ asked, ledger, events, meetings }: Books): readonly string[] {
  const byKey = groupBy(ledger, ({ title }) => title);
  return [
    ...asked.flatMap((booking) => judgeAsked(booking, byKey.get(booking.key) ?? [])),
    ...judgeCalendars(ledger, events),
    ...(meetings
      ? judgeCalendars(ledger, meetings).map((words) => `${words}, at who called it`)
      : []),
    ...judgeOverlaps(ledger),
  ];
}

type CalendarDate = Pick<StoredEvent, 'uid' | 'start' | 'end' | 'isAccepted'>;

function judgeCalendars(
  ledger: readonly LedgerBooking[],
  events: readonly CalendarDate[],
): readonly string[] {
  const byUid = groupBy(events, ({ uid }) => uid);
  const known = new Set(ledger.map(({ uid }) => uid));
  return [
    ...ledger.flatMap((booking) => judgeBooking(booking, byUid.get(booking.uid) ?? [])),
    ...[...byUid.keys()]
      .filter((uid) => uid.startsWith('foyer-') && !known.has(uid))
      .map((uid) => `${uid}: an orphan event`),
  ];
}

function judgeAsked(asked: AskedBooking, rows: readonly LedgerBooking[]): readonly string[] {
  const { key, booked, cancelled } = asked;
  const standing = rows.filter(({ status }) => live.has(status));
  const say = (words: string) => `${key}: ${words}`;
  const wrong: string[] = [];
  if (standing.length > 1) wrong.push(say('stands twice'));
  if (booked === 'ok' && cancelled === null && standing.length === 0) {
    wrong.push(say(`was acknowledged and is lost (${rows.map(inWords).join(', ') || 'no row'})`));
  }
  if (booked === 'fail' && standing.length > 0) wrong.push(say('was refused and stands'));
  if (cancelled === 'ok' && standing.length > 0) wrong.push(say('was cancelled and stands'));
  if (standing.some((row) => !isSame(row.dates, asked.dates))) {
    wrong.push(say('does not hold the dates that were asked for'));
  }
  return wrong;
}

/** Where others gave an answer that is not final, the row says what became of it. */
const inWords = ({ status, reason }: LedgerBooking) => `${status}/${reason}`;

function judgeBooking(booking: LedgerBooking, events: readonly CalendarDate[]): readonly string[] {
  const { uid, status, dates } = booking;
  const say = (words: string) => `${uid}: ${words}`;
  if (live.has(status) && status !== 'confirmed') return [say(`is still ${inWords(booking)}`)];
  const wrong: string[] = [];
  if (dates.some((date) => date.status !== status)) wrong.push(say('has dates of another state'));
  if (status !== 'confirmed' && events.length > 0) wrong.push(say(`is ${status} and has an event`));
  if (status !== 'confirmed') return wrong;
  if (events.some(({ isAccepted }) => isAccepted === false)) {
    wrong.push(say('is confirmed and the room has not accepted it'));
  }
  if (events.length === 0) wrong.push(say('is confirmed without an event'));
  else if (!isSame(dates, events)) {
    wrong.push(say(`has ${dates.length} dates and ${events.length} in the calendar, or others`));
  }
  return wrong;
}

function isSame(some: readonly Interval[], others: readonly Interval[]): boolean {
  const inOrder = (dates: readonly Interval[]) =>
    dates.map(({ start, end }) => `${start} ${end}`).sort();
  return JSON.stringify(inOrder(some)) === JSON.stringify(inOrder(others));
}

/** Guarantee G1, past the constraint that keeps it. */
function judgeOverlaps(ledger: readonly LedgerBooking[]): readonly string[] {
  const dates = ledger.flatMap(({ uid, dates }) => dates.map((date) => ({ ...date, uid })));
  const holding = groupBy(dates.filter(isHolding), ({ roomId }) => roomId);
  return [...holding.values()].flatMap((room) => {
    const inOrder = room.toSorted(byStart);
    return inOrder.flatMap((date, index) => {
      const next = inOrder[index + 1];
      return next && overlaps(date, next) ? [`${date.uid} and ${next.uid} overlap`] : [];
    });
  });
}

const isHolding = ({ status }: LedgerDate): boolean => live.has(status);
