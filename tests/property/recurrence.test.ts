import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCalendarObject } from '@/lib/calendar/backends/caldav/to-icalendar';
import { readCalendarObject } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { occurrencesIn } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import { type ExpandQuery, expandRule } from '@/lib/core/recurrence/expand-rule';
import { formatCalendarRule } from '@/lib/core/recurrence/format-calendar-rule';
import { formatRule } from '@/lib/core/recurrence/format-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import { dayMs, instant, minuteMs } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { arbitraryRule } from '@/tests/support/arbitrary-rule';
import {
  arbitrarySeries,
  horizonDays,
  type SeriesCase,
  startsOf,
} from '@/tests/support/arbitrary-series';
import { oracleDays, oracleInstant, oracleText, shownMs } from '@/tests/support/recurrence-oracle';

function readRule(text: string): RecurrenceRule {
  const rule = parseRule(text);
  if (isRuleProblem(rule)) throw new Error(`${rule.problem} ${rule.part} in ${text}`);
  return rule;
}

function expand(query: ExpandQuery) {
  const expansion = expandRule(query);
  if (isRuleProblem(expansion)) throw new Error(expansion.problem);
  return expansion;
}

/** The question that asks for all the days of a case. */
function queryOf(each: SeriesCase, starts: readonly number[], end = ''): ExpandQuery {
  const [first = 0] = starts;
  return {
    rule: readRule(oracleText(each.rule) + end),
    start: instant(first),
    timeZone: each.timeZone,
    durationMs: 30 * minuteMs,
    exceptions: [],
    // Clocks may be ahead of those of the first date: within a day of the horizon nobody looked.
    bounds: { until: instant(first + (horizonDays - 1) * dayMs), most: 1_000 },
  };
}

/** Its 20th date is just behind the horizon in days, and not in hours. */
const atHorizon = seriesFrom(
  { frequency: 'YEARLY', interval: 1, months: [4, 3], weekdays: ['-3MO', '3WE'] },
  Date.UTC(2028, 2, 13),
);

function seriesFrom(rule: SeriesCase['rule'], first: number): SeriesCase {
  const days = oracleDays(rule, first, horizonDays);
  return { rule, timeZone: zoneId('Europe/Paris'), timeMs: 0, days };
}

test('dates are those that a look at every day finds, at the time that Intl shows', () => {
  fc.assert(
    fc.property(arbitrarySeries, (each) => {
      const starts = startsOf({ ...each, days: each.days.slice(0, 50) });
      const query = queryOf(each, starts);
      const { occurrences } = expand({ ...query, bounds: { ...query.bounds, most: 50 } });
      const inside = starts.filter((at) => at + query.durationMs <= query.bounds.until);
      expect(occurrences.map(({ start }) => start)).toEqual(inside);
      expect(occurrences.every(({ start, end }) => end - start === query.durationMs)).toBe(true);
    }),
    { numRuns: 300, examples: [[atHorizon]] },
  );
});

test('COUNT, UNTIL by date and UNTIL by instant end a series behind the same date', () => {
  fc.assert(
    fc.property(arbitrarySeries, fc.nat(40), (each, at) => {
      const days = each.days.slice(0, at + 1);
      const starts = startsOf({ ...each, days });
      const [lastDay = 0, last = 0] = [days.at(-1), starts.at(-1)];
      const compact = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.000/g, '');
      const ends = [
        `;COUNT=${days.length}`,
        `;UNTIL=${compact(lastDay).slice(0, 8)}`,
        `;UNTIL=${compact(last)}`,
      ];
      for (const end of ends) {
        const query = queryOf(each, starts, end);
        const { occurrences, bounded, rule } = expand({
          ...query,
          bounds: { until: instant(last + 10_000 * dayMs), most: 1_000 },
        });
        expect(occurrences.map(({ start }) => start)).toEqual(starts);
        expect(bounded).toBeNull();
        expect(rule).toBe(query.rule);
      }
    }),
    { numRuns: 100 },
  );
});

test('what is written to a calendar is read back as the same dates', () => {
  const quarter = fc.integer({ min: 1, max: 40 }).map((each) => each * 15 * minuteMs);
  const leftOut = fc.uniqueArray(fc.nat(30), { maxLength: 5 });
  fc.assert(
    fc.property(
      arbitrarySeries,
      quarter,
      leftOut,
      fc.nat(40),
      (each, durationMs, omitted, length) => {
        const starts = startsOf({ ...each, days: each.days.slice(0, length + 1) });
        const exceptions = omitted.flatMap((at) => starts.slice(at, at + 1)).map(instant);
        const query = { ...queryOf(each, starts), durationMs, exceptions };
        const bounds = { until: instant((starts.at(-1) ?? 0) + durationMs), most: 1_000 };
        const { occurrences, rule } = expand({ ...query, bounds });
        const { start, timeZone } = query;
        fc.pre(occurrences.length > 0);
        const until = instant(start + durationMs);
        // An end in the second of two equal hours is written in another way, the length is the same.
        fc.pre(oracleInstant(shownMs(until, timeZone), timeZone) === until);
        const written = toCalendarObject(
          {
            uid: 'series',
            rooms: [room],
            start,
            end: until,
            timeZone,
            title: '',
            organizer: { email: 'a@example.org' },
            attendees: [],
            visibility: 'default',
            recurrence: { rrule: formatCalendarRule(rule, start, timeZone), exceptions },
          },
          room,
          start,
        );
        const window = { start, end: instant(start + 2 * horizonDays * dayMs) };
        const read = occurrencesIn(readCalendarObject(written), window, {
          floating: { kind: 'utc' },
          budget: 1_000_000,
        });
        expect(read.map(({ event: _event, ...date }) => date)).toEqual(occurrences);
      },
    ),
    { numRuns: 100 },
  );
});

test('a rule is read as it was written', () => {
  const end = fc.constantFrom('', ';COUNT=7', ';UNTIL=20280229', ';UNTIL=20280229T235959Z');
  fc.assert(
    fc.property(arbitraryRule, end, (rule, ending) => {
      const parsed = readRule(`rrule:${oracleText(rule).toLowerCase()}${ending}`);
      const text = formatRule(parsed);
      expect(parseRule(text)).toEqual(parsed);
      expect(formatRule(readRule(text))).toBe(text);
    }),
  );
});

test('no text makes the reader throw', () => {
  const piece = fc.constantFrom(
    ...['FREQ=', 'DAILY', 'MONTHLY', ';', 'BYDAY=', '-1', 'MO', ',', 'COUNT=', '0', '99', '=', 'T'],
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 12 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (given) => {
      const read = parseRule(given);
      if (!isRuleProblem(read)) expect(parseRule(formatRule(read))).toEqual(read);
    }),
    { numRuns: 2_000 },
  );
});

const room = { roomId: 'r', address: { calendarUrl: 'r/' } };
