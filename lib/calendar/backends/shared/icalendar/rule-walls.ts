import type { RecurrenceRule } from '@/lib/calendar/backends/shared/icalendar/recurrence-rule';
import {
  createDayTest,
  type DayTest,
  monthsOf,
  startOfWeek,
} from '@/lib/calendar/backends/shared/icalendar/rule-days';
import {
  startOfWallDay,
  timeOfDay,
  toWallFields,
  type WallMs,
  wallOf,
} from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import { dayMs } from '@/lib/core/time/instant';

export interface RuleQuery {
  readonly rule: RecurrenceRule;
  /** The series' first start. */
  readonly first: WallMs;
  readonly from: WallMs;
  /** Not included. */
  readonly to: WallMs;
  /** True for starts after the rule's end; asked in rising order. */
  readonly isPast: (wall: WallMs) => boolean;
  /** Days and times that may be looked at before giving up. */
  readonly budget: number;
}

export interface RuleWalls {
  /** Rising, each once, all in [from, to). */
  readonly walls: readonly WallMs[];
  /** Null when complete; else the time from which on nothing was counted. */
  readonly givenUpAt: WallMs | null;
}

/** Thrown inside only: the rule asks for more work than it may cost. */
class BudgetSpent extends Error {}

/**
 * The starts of a rule within a stretch of wall time. Pure and bounded: a rule that would need
 * more than the budget (every second for ever, or a date that never comes) is given up, and the
 * answer says from when on.
 */
export function ruleWalls(query: RuleQuery): RuleWalls {
  const { rule, first, from, to, isPast } = query;
  const meter = createMeter(query.budget);
  const walls: WallMs[] = [];
  let reached = Math.max(first, rule.count === null ? from : first);
  let counted = 0;
  try {
    for (const period of periodsOf(rule, first, from, to, meter)) {
      for (const wall of period.walls) {
        if (wall < first) continue;
        counted += 1;
        const over = rule.count !== null && counted > rule.count;
        if (over || wall >= to || isPast(wall)) return { walls, givenUpAt: null };
        if (wall >= from) walls.push(wall);
        reached = wall;
      }
      reached = Math.max(reached, period.start);
    }
    return { walls, givenUpAt: null };
  } catch (error) {
    if (error instanceof BudgetSpent) return { walls, givenUpAt: Math.max(reached, first) };
    throw error;
  }
}

interface Meter {
  spend(amount: number): void;
}

interface Period {
  readonly start: WallMs;
  readonly walls: readonly WallMs[];
}

function createMeter(budget: number): Meter {
  let left = budget;
  return {
    spend(amount) {
      left -= amount;
      if (left < 0) throw new BudgetSpent();
    },
  };
}

const subDailyMs = { HOURLY: 3_600_000, MINUTELY: 60_000, SECONDLY: 1_000 } as const;

function periodsOf(
  rule: RecurrenceRule,
  first: WallMs,
  from: WallMs,
  to: WallMs,
  meter: Meter,
): Generator<Period> {
  const { frequency } = rule;
  return frequency === 'HOURLY' || frequency === 'MINUTELY' || frequency === 'SECONDLY'
    ? shortPeriods(rule, subDailyMs[frequency], { first, from, to, meter })
    : dayPeriods(rule, { first, from, to, meter });
}

interface Stretch {
  readonly first: WallMs;
  readonly from: WallMs;
  readonly to: WallMs;
  readonly meter: Meter;
}

/** Years, months, weeks, days. Without COUNT the periods before `from` need no look. */
function* dayPeriods(rule: RecurrenceRule, stretch: Stretch): Generator<Period> {
  const { first, from, to, meter } = stretch;
  const takes = createDayTest(rule, startOfWallDay(first));
  const times = timesOfDay(rule, first, meter);
  const grid = periodGrid(rule, first);
  const skip =
    rule.count === null ? Math.max(0, Math.floor(grid.indexOf(from) / rule.interval)) : 0;
  for (let step = Math.max(0, skip - 1); ; step += 1) {
    const [start, end] = grid.bounds(step * rule.interval);
    // Weeks of a year may begin in the year before it. A date beyond all dates ends the rule too.
    if (!(start - 7 * dayMs < to)) return;
    const days = daysOf([start, end], rule, first, takes, meter);
    meter.spend(days.length * times.length);
    yield { start, walls: choose(rule, combine(days, times)) };
  }
}

interface PeriodGrid {
  /** The number of the period, from the series' first, that holds a wall time. */
  indexOf(wall: WallMs): number;
  bounds(index: number): readonly [WallMs, WallMs];
}

function periodGrid(rule: RecurrenceRule, first: WallMs): PeriodGrid {
  const origin = toWallFields(first);
  switch (rule.frequency) {
    case 'YEARLY':
      return {
        indexOf: (wall) => toWallFields(wall).year - origin.year,
        bounds: (index) => [
          wallOf(origin.year + index, 1, 1),
          wallOf(origin.year + index + 1, 1, 1),
        ],
      };
    case 'MONTHLY':
      return {
        indexOf: (wall) => {
          const { year, month } = toWallFields(wall);
          return (year - origin.year) * 12 + month - origin.month;
        },
        bounds: (index) => [
          wallOf(origin.year, origin.month + index, 1),
          wallOf(origin.year, origin.month + index + 1, 1),
        ],
      };
    case 'WEEKLY':
      return evenGrid(startOfWeek(startOfWallDay(first), rule.weekStart), 7 * dayMs);
    default:
      return evenGrid(startOfWallDay(first), dayMs);
  }
}

function evenGrid(origin: WallMs, lengthMs: number): PeriodGrid {
  return {
    indexOf: (wall) => Math.floor((wall - origin) / lengthMs),
    bounds: (index) => [origin + index * lengthMs, origin + (index + 1) * lengthMs],
  };
}

function daysOf(
  [start, end]: readonly [WallMs, WallMs],
  rule: RecurrenceRule,
  first: WallMs,
  takes: DayTest,
  meter: Meter,
): readonly WallMs[] {
  const { year } = toWallFields(start);
  return candidates([start, end], rule, first).flatMap(([from, to]) => {
    meter.spend((to - from) / dayMs);
    const days: WallMs[] = [];
    for (let day = from; day < to; day += dayMs) {
      if (takes(day, year)) days.push(day);
    }
    return days;
  });
}

/** The stretches of a period that can hold dates at all: of a year often single months. */
function candidates(
  [start, end]: readonly [WallMs, WallMs],
  rule: RecurrenceRule,
  first: WallMs,
): readonly (readonly [WallMs, WallMs])[] {
  if (rule.frequency !== 'YEARLY') return [[start, end]];
  if (rule.byWeekNo.length > 0) return [[start - 7 * dayMs, end + 7 * dayMs]];
  const months = monthsOf(rule, toWallFields(first).month);
  if (!months) return [[start, end]];
  const { year } = toWallFields(start);
  return sortedOnce(months).map((month) => [wallOf(year, month, 1), wallOf(year, month + 1, 1)]);
}

function timesOfDay(rule: RecurrenceRule, first: WallMs, meter: Meter): readonly number[] {
  const { hour, minute, second } = toWallFields(first);
  return combineTimes(
    orDefault(rule.byHour, hour),
    orDefault(rule.byMinute, minute),
    orDefault(rule.bySecond, second),
    meter,
  );
}

function combineTimes(
  hours: readonly number[],
  minutes: readonly number[],
  seconds: readonly number[],
  meter: Meter,
): readonly number[] {
  meter.spend(hours.length * minutes.length * seconds.length);
  const times = hours.flatMap((hour) =>
    minutes.flatMap((minute) =>
      seconds.map((second) => timeOfDay(hour, minute, Math.min(second, 59))),
    ),
  );
  return sortedOnce(times);
}

/** Hours, minutes, seconds: each step is a period; days that the rule does not take are jumped. */
function* shortPeriods(rule: RecurrenceRule, unitMs: number, stretch: Stretch): Generator<Period> {
  const { first, from, to, meter } = stretch;
  const takes = createDayTest(rule, startOfWallDay(first));
  const origin = Math.floor(first / unitMs) * unitMs;
  const stepMs = rule.interval * unitMs;
  let step = rule.count === null ? Math.max(0, Math.floor((from - origin) / stepMs)) : 0;
  for (;;) {
    const start = origin + step * stepMs;
    if (start >= to) return;
    meter.spend(1);
    const day = startOfWallDay(start);
    if (!takes(day, toWallFields(day).year)) {
      step = Math.max(step + 1, Math.ceil((day + dayMs - origin) / stepMs));
      continue;
    }
    yield { start, walls: choose(rule, timesWithin(rule, start, first, meter)) };
    step += 1;
  }
}

function timesWithin(
  rule: RecurrenceRule,
  start: WallMs,
  first: WallMs,
  meter: Meter,
): readonly WallMs[] {
  const at = toWallFields(start);
  const wanted = toWallFields(first);
  const hours = limited(rule.byHour, at.hour);
  const minutes =
    rule.frequency === 'HOURLY'
      ? orDefault(rule.byMinute, wanted.minute)
      : limited(rule.byMinute, at.minute);
  const seconds =
    rule.frequency === 'SECONDLY'
      ? limited(rule.bySecond, at.second)
      : orDefault(rule.bySecond, wanted.second);
  return combine([startOfWallDay(start)], combineTimes(hours, minutes, seconds, meter));
}

function limited(allowed: readonly number[], value: number): readonly number[] {
  return allowed.length === 0 || allowed.includes(value) ? [value] : [];
}

function orDefault(values: readonly number[], fallback: number): readonly number[] {
  return values.length > 0 ? values : [fallback];
}

function combine(days: readonly WallMs[], times: readonly number[]): readonly WallMs[] {
  return days.flatMap((day) => times.map((time) => day + time));
}

/** BYSETPOS: of a period's starts only those places, from the front or from the back. */
function choose(rule: RecurrenceRule, walls: readonly WallMs[]): readonly WallMs[] {
  if (rule.bySetPosition.length === 0) return walls;
  const chosen = rule.bySetPosition
    .map((position) => walls.at(position > 0 ? position - 1 : position))
    .filter((wall) => wall !== undefined);
  return sortedOnce(chosen);
}

function sortedOnce(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
