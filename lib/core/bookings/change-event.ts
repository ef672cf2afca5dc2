import type { BookedDate, BookedEvent, Booking, OwnContent } from '@/lib/core/bookings/booking';
import { type ChangeWish, isInScope, type RoomToChange } from '@/lib/core/bookings/change-wish';
import { type DatedSeries, type SeriesDate, toDatedSeries } from '@/lib/core/bookings/dated-series';
import type { ComingDate, ComingEvent, EventOutcome, Pool } from '@/lib/core/bookings/plan-change';
import { formatCalendarRule } from '@/lib/core/recurrence/format-calendar-rule';
import { isRuleProblem, type RuleProblem, ruleProblem } from '@/lib/core/recurrence/rule-problem';
import { shiftSeries } from '@/lib/core/recurrence/shift-series';
import { splitSeries } from '@/lib/core/recurrence/split-series';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { moveOnClock } from '@/lib/core/time/wall-time';

export interface EventWithDates {
  readonly event: BookedEvent;
  readonly dates: readonly BookedDate[];
}

export interface ChangeParts {
  readonly rooms: readonly RoomToChange[];
  readonly newId: () => string;
}

/** What becomes of one event of a booking that has dates in the scope of a change. */
export function changeEvent(
  booking: Booking,
  own: EventWithDates,
  wish: ChangeWish,
  parts: ChangeParts,
): EventOutcome | RuleProblem {
  const { event, dates } = own;
  if (event.rrule === null) return changeSingle(booking, own, wish, parts);
  const series = toDatedSeries(booking.timeZone, event, dates);
  const isWhole = dates.every((date) => isInScope(date, wish));
  const change = { booking, own, series, wish, parts };
  if (isWhole) return changeWholeSeries(change);
  return wish.scope === 'one' ? changeOneDate(change) : cutSeries(change);
}

interface SeriesChange {
  readonly booking: Booking;
  readonly own: EventWithDates;
  readonly series: DatedSeries;
  readonly wish: ChangeWish;
  readonly parts: ChangeParts;
}

function changeSingle(
  booking: Booking,
  { event, dates }: EventWithDates,
  wish: ChangeWish,
  parts: ChangeParts,
): EventOutcome | RuleProblem {
  const [date] = dates;
  if (!date) return ruleProblem('no-such-date');
  if (wish.isCancelled) return removed(event);
  const time = movedTime(booking, date, wish);
  const recurrenceId = movedId(booking, date, wish);
  const content = dateContent(date.content, wish);
  const rooms = splitRooms(event, wish, parts.rooms);
  const pool = poolOf(rooms.others, [{ ...time, recurrenceId, content }], null, event);
  if (rooms.stay.length === 0) return { ...removed(event), pool };
  const coming = {
    ...event,
    ...time,
    id: parts.newId(),
    roomIds: rooms.stay,
    content: clearOf(event.content, wish),
  };
  return {
    coming,
    comingDates: toRows(coming, [{ ...time, recurrenceId, content: null }]).map((row) => ({
      ...row,
      content: booking.rrule === null ? null : content,
    })),
    steps: [{ kind: 'update', eventId: coming.id }],
    undo: [{ kind: 'update', eventId: event.id }],
    pool,
    moves: time.start !== date.start || time.end !== date.end,
  };
}

function changeWholeSeries({ booking, own, series, wish, parts }: SeriesChange) {
  const { event } = own;
  if (wish.isCancelled) return removed(event);
  const shifted = wish.time ? shiftDated(series, wish, wish.time) : series;
  if (isRuleProblem(shifted)) return shifted;
  const cleared = shifted.overrides.map((date) => ({
    ...date,
    content: clearOf(date.content, wish),
  }));
  const rooms = splitRooms(event, wish, parts.rooms);
  const rule = { ...toRuleFields(shifted), content: dateContent(event.content, wish) };
  const pool = poolOf(rooms.others, cleared, rule, event);
  if (rooms.stay.length === 0) return { ...removed(event), pool };
  const coming = { ...event, ...rule, id: parts.newId(), roomIds: rooms.stay };
  return {
    coming,
    comingDates: toRows(coming, cleared),
    steps: [{ kind: 'update' as const, eventId: coming.id }],
    undo: [{ kind: 'update' as const, eventId: event.id }],
    pool,
    moves: wish.time !== null && booking.dates.length > 0,
  };
}

/** One date of a series goes elsewhere, is moved or gets words of its own; the others stay. */
function changeOneDate({ own, series, wish, parts }: SeriesChange): EventOutcome | RuleProblem {
  const { event } = own;
  const { recurrenceId } = wish;
  const date = series.overrides.find((each) => each.recurrenceId === recurrenceId);
  if (!date) return ruleProblem('no-such-date');
  const rooms = keptRooms(event, wish);
  const id = parts.newId();
  const rest = series.overrides.filter((each) => each !== date);
  const coming = { ...event, id };
  const leaves = wish.isCancelled || rooms.stay.length < event.roomIds.length;
  const time = wish.time ?? { start: date.start, end: date.end };
  const content = mergeContent(date.content, wish.content);
  const moved = { ...date, ...time, content };
  if (leaves) {
    const target = wish.isCancelled ? [] : [...rooms.stay, ...rooms.others];
    return {
      coming,
      comingDates: toRows(coming, rest),
      steps: [{ kind: 'cancel-date', eventId: id, recurrenceId }],
      undo: [],
      pool: poolOf(target, [moved], null, event),
      moves: false,
    };
  }
  return {
    coming,
    comingDates: toRows(coming, [...rest, moved]),
    steps: [{ kind: 'update-date', eventId: id, recurrenceId }],
    undo: [{ kind: 'update-date', eventId: event.id, recurrenceId }],
    pool: poolOf(rooms.others, [moved], null, event),
    moves: time.start !== date.start || time.end !== date.end,
  };
}

/** A series is cut before a date; what follows is given up, or becomes a series of its own. */
function cutSeries({ own, series, wish, parts }: SeriesChange): EventOutcome | RuleProblem {
  const { event } = own;
  const first = series.overrides.find((date) => isInScope(date, wish));
  if (!first) return ruleProblem('no-such-date');
  const cut = splitDated(series, first.recurrenceId, wish);
  if (isRuleProblem(cut)) return cut;
  const { before, after } = cut;
  if (!before) return ruleProblem('no-such-date');
  const coming = { ...event, ...toRuleFields(before), id: parts.newId() };
  const { others, stay } = splitRooms(event, wish, parts.rooms);
  const rule = { ...toRuleFields(after), content: mergeContent(event.content, wish.content) };
  const dates = after.overrides.map((date) => ({ ...date, content: clearOf(date.content, wish) }));
  const lost = series.overrides.filter((date) => isInScope(date, wish) && isChanged(series, date));
  return {
    coming,
    comingDates: toRows(coming, before.overrides),
    steps: [{ kind: 'update', eventId: coming.id }],
    undo: [
      { kind: 'update', eventId: event.id },
      ...lost.map(({ recurrenceId }) => ({
        kind: 'update-date' as const,
        eventId: event.id,
        recurrenceId,
      })),
    ],
    pool: wish.isCancelled ? null : poolOf([...stay, ...others], dates, rule, event),
    moves: false,
  };
}

function removed({ id }: BookedEvent): EventOutcome {
  return {
    coming: null,
    comingDates: [],
    steps: [{ kind: 'remove', eventId: id }],
    undo: [],
    pool: null,
    moves: false,
  };
}

interface SplitRooms {
  /** Rooms that the event has afterwards. */
  readonly stay: readonly string[];
  /** Rooms that need events of their own. */
  readonly others: readonly string[];
}

/** One date of an event has the event's rooms: others are another event's. */
function keptRooms({ roomIds }: BookedEvent, { roomIds: wished }: ChangeWish): SplitRooms {
  if (wished === null) return { stay: roomIds, others: [] };
  return {
    stay: roomIds.filter((roomId) => wished.includes(roomId)),
    others: wished.filter((roomId) => !roomIds.includes(roomId)),
  };
}

/** An event takes in new rooms of its own connection as far as one event may name them. */
function splitRooms(
  event: BookedEvent,
  { roomIds: wished }: ChangeWish,
  rooms: readonly RoomToChange[],
): SplitRooms {
  if (wished === null) return { stay: event.roomIds, others: [] };
  const kept = event.roomIds.filter((roomId) => wished.includes(roomId));
  const own = rooms.find(({ id }) => id === event.roomIds[0]);
  const added = wished.filter((roomId) => !event.roomIds.includes(roomId));
  const mayJoin = (roomId: string) => {
    const room = rooms.find(({ id }) => id === roomId);
    return (
      own !== undefined &&
      own.roomsPerEvent > 1 &&
      room?.connectionId === own.connectionId &&
      room.bufferBeforeMs === own.bufferBeforeMs &&
      room.bufferAfterMs === own.bufferAfterMs
    );
  };
  const joining = added.filter(mayJoin).slice(0, (own?.roomsPerEvent ?? 1) - kept.length);
  return {
    stay: [...kept, ...joining],
    others: added.filter((roomId) => !joining.includes(roomId)),
  };
}

function poolOf(
  roomIds: readonly string[],
  dates: readonly SeriesDate[],
  rule: (Interval & { readonly rrule: string; readonly content: OwnContent | null }) | null,
  event: BookedEvent,
): Pool | null {
  if (roomIds.length === 0 || dates.length === 0) return null;
  return {
    dates: dates.map(({ recurrenceId, start, end, content }) => ({
      recurrenceId,
      start,
      end,
      content,
      roomIds,
    })),
    series: rule && { rrule: rule.rrule, start: rule.start, end: rule.end },
    content: rule ? rule.content : event.content,
  };
}

/** A row for each room and date. */
function toRows(event: ComingEvent, dates: readonly SeriesDate[]): readonly ComingDate[] {
  return dates.flatMap(({ recurrenceId, start, end, content }) =>
    event.roomIds.map((roomId) => ({
      eventId: event.id,
      roomId,
      recurrenceId,
      start,
      end,
      content,
    })),
  );
}

function movedTime(booking: Booking, date: BookedDate, wish: ChangeWish): Interval {
  const { start, end } = date;
  if (!wish.time) return { start, end };
  const named = booking.dates.find(({ recurrenceId }) => recurrenceId === wish.recurrenceId);
  if (!named || named.recurrenceId === date.recurrenceId) return wish.time;
  // A date apart from its series goes as far on the clock as the date that is named.
  const way = [named.recurrenceId, wish.time.start] as const;
  const moved = moveOnClock(start, way, booking.timeZone);
  const lengthened = wish.time.end - wish.time.start - (named.end - named.start);
  return { start: moved, end: addMs(moved, end - start + lengthened) };
}

/** A date is named by its place in the rule, which moves with the rule and not with the date alone. */
function movedId(
  { rrule, timeZone }: Booking,
  { start, recurrenceId }: BookedDate,
  wish: ChangeWish,
): Instant {
  if (rrule === null) return wish.time?.start ?? start;
  if (!wish.time || wish.scope === 'one') return recurrenceId;
  return moveOnClock(recurrenceId, [wish.recurrenceId, wish.time.start], timeZone);
}

function shiftDated(series: DatedSeries, wish: ChangeWish, time: Interval) {
  const { recurrenceId: at } = wish;
  return shiftSeries(withoutOwnTime(series, at), at, moveOf(time));
}

function splitDated(series: DatedSeries, at: Instant, wish: ChangeWish) {
  if (!wish.time) return splitSeries(series, at);
  return splitSeries(withoutOwnTime(series, at), at, moveOf(wish.time));
}

const moveOf = ({ start, end }: Interval) => ({ start, durationMs: end - start });

/** The date that is named goes exactly where it is told, whatever was done to it before. */
function withoutOwnTime(series: DatedSeries, at: Instant): DatedSeries {
  const overrides = series.overrides.map((date) =>
    date.recurrenceId === at ? { ...date, start: at, end: addMs(at, series.durationMs) } : date,
  );
  return { ...series, overrides };
}

function isChanged(
  series: DatedSeries,
  { recurrenceId, start, end, content }: SeriesDate,
): boolean {
  return start !== recurrenceId || end - start !== series.durationMs || content !== null;
}

function toRuleFields({ rule, start, timeZone, durationMs }: DatedSeries) {
  const rrule = formatCalendarRule(rule, start, timeZone);
  return { rrule, start, end: addMs(start, durationMs) };
}

function mergeContent(own: OwnContent | null, wished: ChangeWish['content']): OwnContent | null {
  const { visibility: _whole, ...words } = wished;
  const merged = { ...own, ...words };
  return Object.keys(merged).length === 0 ? null : merged;
}

/** What is said of all is said of the booking itself. */
function dateContent(own: OwnContent | null, wish: ChangeWish): OwnContent | null {
  return wish.scope === 'all' ? clearOf(own, wish) : mergeContent(own, wish.content);
}

/** What is said of the whole is not said of a part any more; words of a part become its own. */
function clearOf(own: OwnContent | null, wish: ChangeWish): OwnContent | null {
  if (!own) return null;
  const left = Object.entries(own).filter(([name]) => !(name in wish.content));
  return left.length === 0 ? null : Object.fromEntries(left);
}
