import type { RecurrenceRule } from '@/lib/calendar/backends/shared/icalendar/recurrence-rule';
import { type WallMs, wallOf } from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import { dayMs } from '@/lib/core/time/instant';

interface DayFacts {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
  readonly daysInMonth: number;
  readonly dayOfYear: number;
  readonly daysInYear: number;
  readonly weekday: number;
}

export type DayTest = (day: WallMs, periodYear: number) => boolean;

/**
 * Whether a rule takes a day (a wall midnight), by the table of RFC 5545 section 3.3.10. Parts that
 * expand a period and parts that limit one come to the same here: every day of the period is asked.
 * What the rule leaves open comes from the series' first day.
 */
export function createDayTest(rule: RecurrenceRule, firstDay: WallMs): DayTest {
  const first = factsOf(firstDay);
  const tests = [
    byMonth(rule, first),
    byMonthDay(rule, first),
    byYearDay(rule),
    byWeekday(rule, first),
  ].filter((test) => test !== null);
  const weeks = byWeekNumber(rule);
  return (day, periodYear) => {
    const facts = factsOf(day);
    return tests.every((test) => test(facts)) && (weeks === null || weeks(day, periodYear));
  };
}

/** The first day of the week that holds `day`, weeks beginning on that weekday. */
export function startOfWeek(day: WallMs, weekStart: number): WallMs {
  return day - ((new Date(day).getUTCDay() - weekStart + 7) % 7) * dayMs;
}

type FactTest = (facts: DayFacts) => boolean;

function byMonth(rule: RecurrenceRule, first: DayFacts): FactTest | null {
  const months = monthsOf(rule, first.month);
  return months && (({ month }) => months.includes(month));
}

/** The months that a rule keeps to, or null when to none; `firstMonth` is the series' own. */
export function monthsOf(rule: RecurrenceRule, firstMonth: number): readonly number[] | null {
  if (rule.byMonth.length > 0) return rule.byMonth;
  if (rule.frequency !== 'YEARLY' || namesDays(rule)) return null;
  return rule.byMonthDay.length > 0 ? null : [firstMonth];
}

function byMonthDay(rule: RecurrenceRule, first: DayFacts): FactTest | null {
  const days = rule.byMonthDay;
  if (days.length > 0) {
    return ({ dayOfMonth, daysInMonth }) =>
      days.includes(dayOfMonth) || days.includes(dayOfMonth - daysInMonth - 1);
  }
  if (namesDays(rule) || !['YEARLY', 'MONTHLY'].includes(rule.frequency)) return null;
  return ({ dayOfMonth }) => dayOfMonth === first.dayOfMonth;
}

function byYearDay({ byYearDay: days }: RecurrenceRule): FactTest | null {
  if (days.length === 0) return null;
  return ({ dayOfYear, daysInYear }) =>
    days.includes(dayOfYear) || days.includes(dayOfYear - daysInYear - 1);
}

function byWeekday(rule: RecurrenceRule, first: DayFacts): FactTest | null {
  if (rule.byDay.length > 0) {
    const scope = positionScope(rule);
    return (facts) =>
      rule.byDay.some(
        ({ weekday, position }) =>
          weekday === facts.weekday &&
          (position === null || scope === null || isPosition(facts, position, scope)),
      );
  }
  const weekOnly = rule.byWeekNo.length > 0 && rule.byMonthDay.length + rule.byYearDay.length === 0;
  const needsDefault = rule.frequency === 'WEEKLY' || (rule.frequency === 'YEARLY' && weekOnly);
  return needsDefault ? ({ weekday }) => weekday === first.weekday : null;
}

/** Within what a position such as `2MO` counts; null where positions have no meaning. */
function positionScope(rule: RecurrenceRule): 'month' | 'year' | null {
  if (rule.frequency === 'MONTHLY') return 'month';
  if (rule.frequency !== 'YEARLY' || rule.byWeekNo.length > 0) return null;
  return rule.byMonth.length > 0 ? 'month' : 'year';
}

function isPosition(facts: DayFacts, position: number, scope: 'month' | 'year'): boolean {
  const day = scope === 'month' ? facts.dayOfMonth : facts.dayOfYear;
  const days = scope === 'month' ? facts.daysInMonth : facts.daysInYear;
  const fromStart = Math.floor((day - 1) / 7) + 1;
  const fromEnd = -(Math.floor((days - day) / 7) + 1);
  return position === fromStart || position === fromEnd;
}

function byWeekNumber(rule: RecurrenceRule): DayTest | null {
  const numbers = rule.byWeekNo;
  if (numbers.length === 0 || rule.frequency !== 'YEARLY') return null;
  return (day, year) => {
    const firstWeek = firstWeekOf(year, rule.weekStart);
    const weeks = Math.round((firstWeekOf(year + 1, rule.weekStart) - firstWeek) / (7 * dayMs));
    const number = Math.floor((day - firstWeek) / (7 * dayMs)) + 1;
    if (number < 1 || number > weeks) return false;
    return numbers.includes(number) || numbers.includes(number - weeks - 1);
  };
}

/** Week 1 is the first with at least four days in the year (RFC 5545, BYWEEKNO). */
function firstWeekOf(year: number, weekStart: number): WallMs {
  return startOfWeek(wallOf(year, 1, 4), weekStart);
}

function namesDays(rule: RecurrenceRule): boolean {
  return rule.byDay.length + rule.byYearDay.length + rule.byWeekNo.length > 0;
}

function factsOf(day: WallMs): DayFacts {
  const date = new Date(day);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  const yearStart = wallOf(year, 1, 1);
  return {
    year,
    month,
    dayOfMonth: date.getUTCDate(),
    daysInMonth: new Date(wallOf(year, month + 1, 0)).getUTCDate(),
    dayOfYear: Math.round((day - yearStart) / dayMs) + 1,
    daysInYear: Math.round((wallOf(year + 1, 1, 1) - yearStart) / dayMs),
    weekday: date.getUTCDay(),
  };
}
