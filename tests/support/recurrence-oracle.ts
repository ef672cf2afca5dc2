import { dayMs, hourMs, minuteMs } from '@/lib/core/time/instant';

/** A rule as a test says it; the text for the code under test is made of the same fields. */
export interface OracleRule {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly months?: readonly number[];
  readonly monthDays?: readonly number[];
  /** `MO`, `2TU`, `-1FR`. */
  readonly weekdays?: readonly string[];
  readonly positions?: readonly number[];
  readonly weekStart?: string;
}

const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

export function oracleText(rule: OracleRule): string {
  const list = (name: string, values: readonly (string | number)[] | undefined) =>
    values && values.length > 0 ? [`${name}=${values.join(',')}`] : [];
  return [
    `FREQ=${rule.frequency}`,
    `INTERVAL=${rule.interval}`,
    ...list('BYMONTH', rule.months),
    ...list('BYMONTHDAY', rule.monthDays),
    ...list('BYDAY', rule.weekdays),
    ...list('BYSETPOS', rule.positions),
    ...(rule.weekStart ? [`WKST=${rule.weekStart}`] : []),
  ].join(';');
}

/**
 * The days that a rule takes, as UTC midnights, by asking each day from the first on: is its period
 * a turn of the interval, and is it among the days that the month's own calendar sheet names?
 */
export function oracleDays(rule: OracleRule, first: number, days: number): readonly number[] {
  return Array.from({ length: days }, (_each, index) => first + index * dayMs).filter(
    (day) => isTurn(rule, first, day) && isNamed(rule, first, day),
  );
}

function isTurn({ frequency, interval, weekStart = 'MO' }: OracleRule, first: number, day: number) {
  const [a, b] = [new Date(first), new Date(day)];
  const weekOf = (at: number) => Math.floor((at / dayMs + 4 - names.indexOf(weekStart) + 7) / 7);
  const years = b.getUTCFullYear() - a.getUTCFullYear();
  const distance = {
    DAILY: (day - first) / dayMs,
    WEEKLY: weekOf(day) - weekOf(first),
    MONTHLY: years * 12 + b.getUTCMonth() - a.getUTCMonth(),
    YEARLY: years,
  }[frequency];
  return distance % interval === 0;
}

function isNamed(rule: OracleRule, first: number, day: number): boolean {
  const { frequency, months = [], weekdays = [] } = rule;
  const [a, b] = [new Date(first), new Date(day)];
  if (frequency === 'DAILY') return true;
  if (frequency === 'WEEKLY') {
    const wanted = weekdays.length > 0 ? weekdays : [names[a.getUTCDay()]];
    return wanted.includes(names[b.getUTCDay()] ?? '');
  }
  const wantedMonths = months.length > 0 ? months : [a.getUTCMonth() + 1];
  if (frequency === 'YEARLY' && !wantedMonths.includes(b.getUTCMonth() + 1)) return false;
  return daysOfMonth(rule, a.getUTCDate(), monthSheet(day)).includes(day);
}

function daysOfMonth(
  { monthDays = [], weekdays = [], positions = [] }: OracleRule,
  firstDay: number,
  sheet: readonly number[],
): readonly (number | undefined)[] {
  const pick = (from: readonly number[], places: readonly number[]) =>
    places.map((at) => from.at(at > 0 ? at - 1 : at));
  if (weekdays.length === 0) return pick(sheet, monthDays.length > 0 ? monthDays : [firstDay]);
  const named = weekdays.flatMap((code) => daysOfCode(sheet, code)).sort((a, b) => a - b);
  return positions.length > 0 ? pick([...new Set(named)], positions) : named;
}

const sheets = new Map<number, readonly number[]>();

function monthSheet(day: number): readonly number[] {
  const month = new Date(day).getUTCMonth();
  const start = day - (new Date(day).getUTCDate() - 1) * dayMs;
  const sheet =
    sheets.get(start) ??
    Array.from({ length: 31 }, (_each, index) => start + index * dayMs).filter(
      (each) => new Date(each).getUTCMonth() === month,
    );
  sheets.set(start, sheet);
  return sheet;
}

function daysOfCode(sheet: readonly number[], code: string): readonly number[] {
  const position = Number(code.slice(0, -2));
  const same = sheet.filter((day) => names[new Date(day).getUTCDay()] === code.slice(-2));
  if (position === 0) return same;
  const day = same.at(position > 0 ? position - 1 : position);
  return day === undefined ? [] : [day];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What Intl says that clocks show, as if it were UTC. */
export function shownMs(at: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  formats.set(timeZone, format);
  const part = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute);
}

const stepMs = 4 * hourMs;
const gridOffsets = new Map<string, number>();

/** How far clocks are ahead, remembered: dates of one zone ask for the same moments. */
function gridOffset(at: number, timeZone: string): number {
  const key = `${timeZone} ${at}`;
  const offset = gridOffsets.get(key) ?? shownMs(at, timeZone) - at;
  gridOffsets.set(key, offset);
  return offset;
}

/** The first instant at which clocks show this; of a skipped time, as the clock before would say. */
export function oracleInstant(wall: number, timeZone: string): number {
  const middle = Math.floor(wall / stepMs) * stepMs;
  const around = Array.from({ length: 17 }, (_each, index) => middle + (index - 8) * stepMs);
  const offsets = [...new Set(around.map((at) => gridOffset(at, timeZone)))];
  const fits = offsets
    .map((offset) => wall - offset)
    .filter((at) => shownMs(at, timeZone) === wall);
  if (fits.length > 0) return Math.min(...fits);
  let before = wall - 30 * hourMs;
  while (shownMs(before + minuteMs * 15, timeZone) < wall) before += minuteMs * 15;
  return wall - (shownMs(before, timeZone) - before);
}
