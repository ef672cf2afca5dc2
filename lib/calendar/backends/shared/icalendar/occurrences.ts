import { groupBy } from '@/lib/calendar/backends/shared/group-by';
import type { CalendarObject } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import {
  type EventEnd,
  type EventOutline,
  nominalMs,
} from '@/lib/calendar/backends/shared/icalendar/event-outline';
import type { RecurrenceRule } from '@/lib/calendar/backends/shared/icalendar/recurrence-rule';
import { ruleWalls } from '@/lib/calendar/backends/shared/icalendar/rule-walls';
import { startOfWallDay, type WallMs } from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import {
  instantsOf,
  wallAt,
  type ZonedWall,
  type ZoneRules,
} from '@/lib/calendar/backends/shared/icalendar/zone-rules';
import { dayMs, type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** One date of an event. `start` equals `end` where it takes no time. */
export interface Occurrence {
  /** What it says: the series' own outline, or its override's. */
  readonly event: EventOutline;
  /** The original start when it belongs to a series. */
  readonly recurrenceId: Instant | null;
  readonly start: Instant;
  readonly end: Instant;
}

export interface ExpansionOptions {
  /** The zone of times that have none of their own. */
  readonly floating: ZoneRules;
  /** Days and times that one rule may cost before the rest of it counts as one long stretch. */
  readonly budget?: number;
}

const defaultBudget = 60_000;
const marginMs = 2 * dayMs;
/** How far THISANDFUTURE may have moved a date that is looked for. */
const searchMs = 31 * dayMs;

/**
 * Every date of an object's events that touches the window, sorted by start: recurrence, added and
 * left-out dates, overrides moved in or out, THISANDFUTURE. Cancelled and transparent ones among
 * them. Pure and bounded: a rule that costs more than the budget is taken from there to its end.
 */
export function occurrencesIn(
  object: Pick<CalendarObject, 'events'>,
  window: Interval,
  options: ExpansionOptions,
): readonly Occurrence[] {
  const near = object.events.filter((event) => mayTouch(event, window));
  if (near.length === 0) return [];
  const all = seriesOf(near).flatMap((series) => expandSeries(series, window, options));
  return all
    .filter(({ start, end }) => start < window.end && (end > window.start || start >= window.start))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/**
 * One date of an event: the event as a whole (its master, or its first override where no master is
 * there) for null, else the date whose original start that is. Null when there is none.
 */
export function occurrenceOf(
  events: readonly EventOutline[],
  recurrenceId: Instant | null,
  options: ExpansionOptions,
): Occurrence | null {
  const { floating } = options;
  if (recurrenceId === null) {
    const event = events.find((each) => each.recurrenceId === null) ?? events[0];
    return event ? whole(event, floating) : null;
  }
  const override = events
    .filter((event) => event.recurrenceId !== null)
    .map((event) => toOverride(event, floating))
    .find((each) => each.recurrenceId === recurrenceId);
  if (override) return { event: override.event, recurrenceId, ...override.span };
  const around = {
    start: instant(recurrenceId - searchMs),
    end: instant(recurrenceId + searchMs),
  };
  const dates = occurrencesIn({ events }, around, options);
  return dates.find((each) => each.recurrenceId === recurrenceId) ?? null;
}

function whole(event: EventOutline, floating: ZoneRules): Occurrence {
  const original = event.recurrenceId;
  const recurrenceId = original && instantsOf(original.wall, original.rules, floating).earliest;
  return { event, recurrenceId, ...ownSpan(event, floating) };
}

/** A cheap first look: a single event far from the window needs no zone to be told so. */
function mayTouch(event: EventOutline, window: Interval): boolean {
  const { start, end, rules, addedDates, recurrenceId } = event;
  if (rules.length + addedDates.length > 0 || recurrenceId !== null) return true;
  const last = end.kind === 'time' ? end.at.wall : start.wall + nominalMs(end.duration);
  const first = Math.min(start.wall, last);
  return first - marginMs < window.end && Math.max(start.wall, last) + marginMs > window.start;
}

interface Series {
  readonly masters: readonly EventOutline[];
  readonly overrides: readonly EventOutline[];
}

function seriesOf(events: readonly EventOutline[]): readonly Series[] {
  const byUid = groupBy(events, (event) => event.uid);
  return [...byUid.values()].map((same) => ({
    masters: same.filter((event) => event.recurrenceId === null),
    overrides: same.filter((event) => event.recurrenceId !== null),
  }));
}

interface Override {
  readonly event: EventOutline;
  readonly recurrenceId: Instant;
  readonly span: Interval;
  /** By how much it moves its date. */
  readonly shiftMs: number;
}

function expandSeries(
  { masters, overrides: outlines }: Series,
  window: Interval,
  options: ExpansionOptions,
): readonly Occurrence[] {
  const overrides = outlines
    .map((event) => toOverride(event, options.floating))
    .sort((a, b) => a.recurrenceId - b.recurrenceId);
  const replaced = new Set(overrides.map(({ recurrenceId }) => recurrenceId));
  const regular = masters
    .flatMap((master) => regularDates(master, reach(window, overrides), options))
    .filter(({ recurrenceId }) => recurrenceId === null || !replaced.has(recurrenceId))
    .map((occurrence) => moveByRange(occurrence, overrides));
  const own = overrides.map(({ event, recurrenceId, span }) => ({ event, recurrenceId, ...span }));
  return [...regular, ...own];
}

function toOverride(event: EventOutline, floating: ZoneRules): Override {
  const original = event.recurrenceId ?? event.start;
  const recurrenceId = instantsOf(original.wall, original.rules, floating).earliest;
  const span = ownSpan(event, floating);
  return { event, recurrenceId, span, shiftMs: span.start - recurrenceId };
}

/** How far around the window original dates must be looked at, as overrides may move them in. */
function reach(window: Interval, overrides: readonly Override[]): Interval {
  const shifts = overrides.filter(({ event }) => event.andFuture);
  const furthest = Math.max(0, ...shifts.map(({ shiftMs }) => Math.abs(shiftMs)));
  const longest = Math.max(0, ...shifts.map(({ span }) => span.end - span.start));
  return {
    start: instant(window.start - furthest - longest),
    end: instant(window.end + furthest),
  };
}

function moveByRange(occurrence: Occurrence, overrides: readonly Override[]): Occurrence {
  const { recurrenceId } = occurrence;
  if (recurrenceId === null) return occurrence;
  const range = overrides.findLast(
    (override) => override.event.andFuture && override.recurrenceId < recurrenceId,
  );
  if (!range) return occurrence;
  const start = instant(recurrenceId + range.shiftMs);
  const end = instant(start + (range.span.end - range.span.start));
  return { event: range.event, recurrenceId, start, end };
}

/** The dates that a master names by itself: its start, its rule and its added dates. */
function regularDates(
  master: EventOutline,
  window: Interval,
  options: ExpansionOptions,
): readonly Occurrence[] {
  const { floating } = options;
  const first = ownSpan(master, floating);
  if (master.rules.length === 0 && master.addedDates.length === 0) {
    return [{ event: master, recurrenceId: null, ...first }];
  }
  const isLeftOut = exceptionTest(master, floating);
  const date = (start: ZonedWall, end: EventEnd | null): Occurrence => {
    const recurrenceId = instantsOf(start.wall, start.rules, floating).earliest;
    const span = end ? spanOf(start, end, floating) : spanLike(master, start, floating);
    return { event: master, recurrenceId, ...span };
  };
  const { walls, givenUp } = ruleStarts(master, window, options);
  const starts = new Set([master.start.wall, ...walls]);
  const added = master.addedDates.filter(
    ({ start, end }) =>
      end !== null || !starts.has(start.wall) || start.rules !== master.start.rules,
  );
  const dates = [
    ...[...starts].map((wall) => date({ ...master.start, wall }, null)),
    ...added.map(({ start, end }) => date(start, end)),
  ].filter(({ recurrenceId, start }) => !isLeftOut(recurrenceId ?? start));
  const rests = givenUp.map((each) => restOf(master, each, window, floating));
  return [...dates, ...rests];
}

interface RuleStarts {
  readonly walls: readonly WallMs[];
  readonly givenUp: readonly { readonly at: WallMs; readonly rule: RecurrenceRule }[];
}

function ruleStarts(
  master: EventOutline,
  window: Interval,
  { floating, budget = defaultBudget }: ExpansionOptions,
): RuleStarts {
  const { rules, start } = master;
  if (rules.length === 0) return { walls: [], givenUp: [] };
  const first = ownSpan(master, floating);
  const from = wallAt(window.start, start.rules, floating) - (first.end - first.start) - marginMs;
  const to = wallAt(window.end, start.rules, floating) + marginMs;
  const found = rules.map((rule) => {
    const isPast = endTest(rule, master.start, floating);
    return { rule, ...ruleWalls({ rule, first: start.wall, from, to, isPast, budget }) };
  });
  return {
    walls: found.flatMap(({ walls }) => walls),
    givenUp: found.flatMap(({ rule, givenUpAt }) =>
      givenUpAt === null ? [] : [{ at: givenUpAt, rule }],
    ),
  };
}

/** RFC 5545 section 3.3.10: UNTIL is inclusive; a DATE against a DATE-TIME takes the whole day. */
function endTest(
  { until }: RecurrenceRule,
  start: ZonedWall,
  floating: ZoneRules,
): (wall: WallMs) => boolean {
  if (!until) return () => false;
  if (until.dateOnly || start.dateOnly) {
    const lastDay = startOfWallDay(until.wall);
    return (wall) => startOfWallDay(wall) > lastDay;
  }
  if (!until.utc) return (wall) => wall > until.wall;
  return (wall) => instantsOf(wall, start.rules, floating).earliest > until.wall;
}

function exceptionTest(master: EventOutline, floating: ZoneRules): (at: Instant) => boolean {
  const leftOut = new Set(
    master.exceptions.map(({ wall, rules }) => instantsOf(wall, rules, floating).earliest),
  );
  return (at) => leftOut.has(at);
}

/** What was not counted is busy: from there to the rule's end, at least to the window's. */
function restOf(
  master: EventOutline,
  { at, rule: { until } }: { readonly at: WallMs; readonly rule: RecurrenceRule },
  window: Interval,
  floating: ZoneRules,
): Occurrence {
  const start = instantsOf(at, master.start.rules, floating).earliest;
  const last = until ? until.wall + marginMs : window.end;
  const end = instant(Math.max(start, Math.min(last, window.end)));
  return { event: master, recurrenceId: start, start, end };
}

/** A date of a series has its master's length: exact for DTEND, by the calendar for DURATION. */
function spanLike(master: EventOutline, start: ZonedWall, floating: ZoneRules): Interval {
  if (master.end.kind === 'duration') return spanOf(start, master.end, floating);
  if (master.start.dateOnly) {
    const wall = start.wall + (master.end.at.wall - master.start.wall);
    return spanOf(start, { kind: 'time', at: { ...master.end.at, wall } }, floating);
  }
  const first = ownSpan(master, floating);
  const at = instantsOf(start.wall, start.rules, floating);
  return { start: at.earliest, end: instant(at.earliest + (first.end - first.start)) };
}

interface KnownSpan {
  readonly floating: ZoneRules;
  readonly span: Interval;
}

/** A calendar is read again and again, and zones are asked of in vain while an event is the same. */
const knownSpans = new WeakMap<EventOutline, KnownSpan>();

/** The event's own start and end. */
function ownSpan(event: EventOutline, floating: ZoneRules): Interval {
  const known = knownSpans.get(event);
  if (known?.floating === floating) return known.span;
  const span = spanOf(event.start, event.end, floating);
  knownSpans.set(event, { floating, span });
  return span;
}

/** Start and end as instants, the widest reading where a zone is unknown; never backwards. */
function spanOf(start: ZonedWall, end: EventEnd, floating: ZoneRules): Interval {
  const from = instantsOf(start.wall, start.rules, floating);
  const to = endRange(start, end, floating);
  // An end before the start is an error of the writer: what lies between is taken.
  return {
    start: instant(Math.min(from.earliest, to)),
    end: instant(Math.max(from.earliest, to)),
  };
}

function endRange(start: ZonedWall, end: EventEnd, floating: ZoneRules): Instant {
  if (end.kind === 'time') return instantsOf(end.at.wall, end.at.rules, floating).latest;
  const { days, ms } = end.duration;
  if (nominalMs(end.duration) === 0) {
    return instantsOf(start.wall, start.rules, floating).earliest;
  }
  const after = instantsOf(start.wall + days * dayMs, start.rules, floating).latest;
  return instant(after + ms);
}
