import ICAL from 'ical.js';
import { compareDates } from '@/lib/core/recurrence/compare-dates';
import { formatRule } from '@/lib/core/recurrence/format-rule';
import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import { takesDate } from '@/lib/core/recurrence/takes-date';
import { type CalendarDate, formatDate } from '@/lib/core/time/wall-time';

/**
 * The dates that an explicit rule names from `first` on, itself one of them, in rising order, its end
 * not asked. Lazy, and over at the last year that four digits can say.
 */
export function namedDates(rule: RecurrenceRule, first: CalendarDate): Iterable<CalendarDate> {
  return { [Symbol.iterator]: () => distinct(turns(rule, first), rule, first) };
}

const latestYear = 9_999;

/** What ical.js counts is asked again day by day: there BYSETPOS is chosen, which it miscounts. */
function* distinct(
  dates: Iterable<CalendarDate>,
  rule: RecurrenceRule,
  first: CalendarDate,
): Generator<CalendarDate> {
  let previous: CalendarDate | null = null;
  for (const date of dates) {
    const repeated = previous !== null && compareDates(date, previous) <= 0;
    if (repeated || compareDates(date, first) < 0 || !takesDate(rule, date)) continue;
    previous = date;
    yield date;
  }
}

/**
 * A yearly rule is a rule for each of its months, every twelfth month: ical.js forgets dates of yearly
 * rules that count from the end of a month.
 */
function turns(rule: RecurrenceRule, first: CalendarDate): Iterable<CalendarDate> {
  const { frequency, interval, months } = rule;
  if (frequency === 'daily' || frequency === 'weekly') return countedByIcal(rule, first);
  const monthly: RecurrenceRule = { ...rule, frequency: 'monthly', months: [], positions: [] };
  if (frequency === 'monthly') return countedByIcal(monthly, { ...first, day: 1 });
  return merged(
    months.map((month) =>
      countedByIcal({ ...monthly, interval: 12 * interval }, { ...first, month, day: 1 }),
    ),
  );
}

function* countedByIcal(rule: RecurrenceRule, from: CalendarDate): Generator<CalendarDate> {
  const text = formatRule({ ...rule, end: { kind: 'never' } });
  const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateString(formatDate(from)));
  for (let next = iterator.next(); next && next.year <= latestYear; next = iterator.next()) {
    yield { year: next.year, month: next.month, day: next.day };
  }
}

/** One rising sequence of several. */
function* merged(sequences: readonly Generator<CalendarDate>[]): Generator<CalendarDate> {
  const heads = sequences.map((rest) => ({ rest, head: rest.next() }));
  for (;;) {
    let earliest: { rest: Generator<CalendarDate>; head: IteratorResult<CalendarDate> } | null =
      null;
    for (const each of heads) {
      if (each.head.done) continue;
      if (!earliest || compareDates(each.head.value, earliest.head.value) < 0) earliest = each;
    }
    if (!earliest || earliest.head.done) return;
    yield earliest.head.value;
    earliest.head = earliest.rest.next();
  }
}
