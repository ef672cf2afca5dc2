import type {
  BookedDate,
  BookedEvent,
  Booking,
  ChangeStep,
  OwnContent,
} from '@/lib/core/bookings/booking';
import { partUid } from '@/lib/core/bookings/booking';
import { changeEvent } from '@/lib/core/bookings/change-event';
import { type ChangeWish, isInScope, type RoomToChange } from '@/lib/core/bookings/change-wish';
import { type PlannedEvent, planEvents } from '@/lib/core/bookings/plan-events';
import { groupBy } from '@/lib/core/group-by';
import { isRuleProblem, type RuleProblem, ruleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Instant } from '@/lib/core/time/instant';
import { type Interval, overlaps } from '@/lib/core/time/interval';

/** A date that is to be, before it is said what it holds around it. */
export type ComingDate = Omit<BookedDate, 'status' | 'held'>;
export type ComingEvent = Omit<BookedEvent, 'stage'>;

export interface ChangePlan {
  readonly comingEvents: readonly ComingEvent[];
  readonly comingDates: readonly ComingDate[];
  readonly leavingEventIds: readonly string[];
  /** Events that only keep new slots while old ones are still held. */
  readonly guardIds: readonly string[];
  readonly steps: readonly ChangeStep[];
  readonly undo: readonly ChangeStep[];
}

export interface PlanParts {
  readonly rooms: readonly RoomToChange[];
  readonly newId: () => string;
}

/** Dates that need events of their own, and where they come from. */
export interface Pool {
  readonly dates: readonly (Interval & {
    readonly recurrenceId: Instant;
    readonly content: OwnContent | null;
    readonly roomIds: readonly string[];
  })[];
  readonly series: (Interval & { readonly rrule: string }) | null;
  readonly content: OwnContent | null;
}

/** What becomes of one event. */
export interface EventOutcome {
  /** The same event as it is to be; null where it goes. */
  readonly coming: ComingEvent | null;
  readonly comingDates: readonly ComingDate[];
  readonly steps: readonly ChangeStep[];
  readonly undo: readonly ChangeStep[];
  readonly pool: Pool | null;
  /** Some of its dates move to times that it does not hold yet. */
  readonly moves: boolean;
}

/**
 * How a booking gets from what it is to what is wished, event by event: which are changed in place,
 * which come and which go, and in what order, so that a new slot is held before an old one is given
 * up. Pure; the slots are another's to ask for.
 */
export function planChange(
  booking: Booking,
  wish: ChangeWish,
  parts: PlanParts,
): ChangePlan | RuleProblem {
  const standing = inOrderOfMoving(booking, wish);
  const datesByEvent = groupBy(booking.dates, ({ eventId }) => eventId);
  const outcomes: { readonly event: BookedEvent; readonly outcome: EventOutcome }[] = [];
  for (const event of standing) {
    const dates = datesByEvent.get(event.id) ?? [];
    if (!dates.some((date) => isInScope(date, wish))) continue;
    const outcome = changeEvent(booking, { event, dates }, wish, parts);
    if (isRuleProblem(outcome)) return outcome;
    outcomes.push({ event, outcome });
  }
  if (outcomes.length === 0) return ruleProblem('no-such-date');
  const guards = outcomes.flatMap(({ event, outcome }) => guardOf(booking, event, outcome, parts));
  const made = makeEvents(
    booking,
    outcomes.map(({ outcome }) => outcome),
    parts,
  );
  const changedIds = new Set(outcomes.map(({ event }) => event.id));
  const leaving = booking.dates.filter(({ eventId }) => changedIds.has(eventId));
  const late = needFreeSlots(leaving, made.dates, parts.rooms);
  return {
    comingEvents: [
      ...outcomes.flatMap(({ outcome }) => outcome.coming ?? []),
      ...made.events,
      ...guards,
    ],
    comingDates: [
      ...outcomes.flatMap(({ outcome }) => outcome.comingDates),
      ...made.dates,
      ...guards.flatMap((guard) => guard.dates),
    ].map(({ eventId, roomId, recurrenceId, start, end, content }) => ({
      eventId,
      roomId,
      recurrenceId,
      start,
      end,
      content,
    })),
    leavingEventIds: outcomes.map(({ event }) => event.id),
    guardIds: guards.map(({ id }) => id),
    steps: [
      ...guards.map(({ id }) => toStep('create', id)),
      ...made.events.filter(({ id }) => !late.has(id)).map(({ id }) => toStep('create', id)),
      ...outcomes.flatMap(({ outcome }) => outcome.steps),
      ...made.events.filter(({ id }) => late.has(id)).map(({ id }) => toStep('create', id)),
      ...guards.map(({ id }) => toStep('remove', id)),
    ],
    undo: outcomes.flatMap(({ outcome }) => outcome.undo),
  };
}

/**
 * Where the dates of a series are events of their own, one may move to where another was: whoever moves
 * later comes before, so that at no moment two of them are at one time.
 */
function inOrderOfMoving(
  { events, dates }: Booking,
  { time, recurrenceId }: ChangeWish,
): readonly BookedEvent[] {
  const standing = events.filter(({ stage }) => stage === 'standing');
  const named = dates.find((date) => date.recurrenceId === recurrenceId);
  const isLater = time !== null && named !== undefined && time.start > named.start;
  return standing.toSorted((a, b) => (isLater ? b.start - a.start : a.start - b.start));
}

const toStep = (kind: 'create' | 'remove', eventId: string): ChangeStep => ({ kind, eventId });

interface Guard extends ComingEvent {
  readonly dates: readonly ComingDate[];
}

/**
 * Where nobody but us refuses overlaps, an event that moves in place would give its old slot up before
 * the new one is known to be ours: another event keeps the new one meanwhile.
 */
function guardOf(
  booking: Booking,
  event: BookedEvent,
  { coming, comingDates, moves }: EventOutcome,
  { rooms, newId }: PlanParts,
): readonly Guard[] {
  const room = rooms.find(({ id }) => id === event.roomIds[0]);
  if (!coming || !moves || room?.referee !== 'app') return [];
  const id = newId();
  const moved = comingDates.filter(({ recurrenceId, start, end }) => {
    const before = booking.dates.find(
      (date) => date.eventId === event.id && date.recurrenceId === recurrenceId,
    );
    return before?.start !== start || before.end !== end;
  });
  const isWhole = moved.length === comingDates.length;
  const [first] = moved;
  if (!first) return [];
  const alone = isWhole ? {} : { rrule: null, start: first.start, end: first.end };
  return [
    {
      ...coming,
      ...alone,
      id,
      uid: partUid(event.uid, `move${booking.revision}`),
      handle: null,
      version: null,
      dates: moved.map((date) => ({ ...date, eventId: id })),
    },
  ];
}

interface Made {
  readonly events: readonly ComingEvent[];
  readonly dates: readonly ComingDate[];
}

/** New events for the dates that no event of the booking can have. */
function makeEvents(
  booking: Booking,
  outcomes: readonly EventOutcome[],
  { rooms, newId }: PlanParts,
): Made {
  const pools = distinctPools(
    outcomes.flatMap(({ pool }) => pool ?? []),
    outcomes.flatMap(({ comingDates }) => comingDates),
  );
  const made = pools.map((pool, position) => {
    const rows = pool.dates.flatMap(({ roomIds, ...date }) =>
      roomIds.map((roomId) => ({ ...date, roomId, isReplaced: isApart(pool, date) })),
    );
    const { events, eventIds } = planEvents({
      dates: rows,
      rooms,
      series: pool.series,
      timeZone: booking.timeZone,
      bookingUid: booking.uid,
      uidSuffix: `r${booking.revision}${position === 0 ? '' : `p${position}`}`,
      newId,
    });
    return {
      events: events.map((event) => toComing(event, pool.content)),
      dates: rows.map(({ roomId, recurrenceId, start, end, content }, index) => ({
        eventId: eventIds[index] ?? '',
        roomId,
        recurrenceId,
        start,
        end,
        content,
      })),
    };
  });
  return {
    events: made.flatMap(({ events }) => events),
    dates: made.flatMap(({ dates }) => dates),
  };
}

/** A date that was moved, or says something of its own, is an event of its own in a new series. */
function isApart(
  { series }: Pool,
  { start, end, recurrenceId, content }: Omit<Pool['dates'][number], 'roomIds'>,
): boolean {
  if (!series) return true;
  const isMoved = start !== recurrenceId || end - start !== series.end - series.start;
  return isMoved || content !== null;
}

function toComing(event: PlannedEvent, content: OwnContent | null): ComingEvent {
  return { ...event, content, handle: null, version: null };
}

/**
 * Linked meetings come from one wish: the same dates in the same rooms are wanted once, and not where
 * one of the meetings has them already.
 */
function distinctPools(pools: readonly Pool[], had: readonly ComingDate[]): readonly Pool[] {
  const keyOf = (
    roomId: string,
    { recurrenceId, start }: Pick<ComingDate, 'recurrenceId' | 'start'>,
  ) => `${roomId} ${recurrenceId} ${start}`;
  const taken = new Set(had.map((date) => keyOf(date.roomId, date)));
  return pools.flatMap((pool) => {
    const dates = pool.dates.flatMap((date) => {
      const roomIds = date.roomIds.filter((roomId) => {
        const key = keyOf(roomId, date);
        const isNew = !taken.has(key);
        taken.add(key);
        return isNew;
      });
      return roomIds.length > 0 ? [{ ...date, roomIds }] : [];
    });
    return dates.length > 0 ? [{ ...pool, dates }] : [];
  });
}

/** Calendars that refuse overlaps would refuse these new events while an old one still has the slot. */
function needFreeSlots(
  leaving: readonly BookedDate[],
  made: readonly ComingDate[],
  rooms: readonly RoomToChange[],
): ReadonlySet<string> {
  const strict = new Set(rooms.filter(({ referee }) => referee === 'server').map(({ id }) => id));
  const refused = made.filter(
    (date) =>
      strict.has(date.roomId) &&
      leaving.some((old) => old.roomId === date.roomId && overlaps(old, date)),
  );
  return new Set(refused.map(({ eventId }) => eventId));
}
