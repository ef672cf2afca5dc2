import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { parseRule } from '@/lib/calendar/backends/shared/icalendar/recurrence-rule';
import { ruleWalls } from '@/lib/calendar/backends/shared/icalendar/rule-walls';
import { toJcalWall, wallOf } from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import { dayMs, hourMs } from '@/lib/core/time/instant';

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const interval = fc.integer({ min: 1, max: 5 });
const someDays = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 7 });

/** Rules of the kinds that ical.js, the independent reader here, expands by the standard. */
const rule = fc.oneof(
  interval.map((n) => `FREQ=DAILY;INTERVAL=${n}`),
  fc
    .tuple(interval, someDays, fc.constantFrom('MO', 'SU'))
    .map(([n, days, wkst]) => `FREQ=WEEKLY;INTERVAL=${n};BYDAY=${days.join(',')};WKST=${wkst}`),
  fc
    .tuple(
      interval,
      fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 4 }),
    )
    .map(([n, days]) => `FREQ=MONTHLY;INTERVAL=${n};BYMONTHDAY=${days.join(',')}`),
  fc
    .tuple(fc.constantFrom('MO', 'TU', 'FR', 'SU'), fc.constantFrom(1, 2, 3, 4, -1))
    .map(([day, position]) => `FREQ=MONTHLY;BYDAY=${position}${day}`),
  fc
    .tuple(
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom('MO', 'WE', 'SU'),
      fc.constantFrom(1, 2, -1),
    )
    .map(([month, day, position]) => `FREQ=YEARLY;BYMONTH=${month};BYDAY=${position}${day}`),
  interval.map((n) => `FREQ=HOURLY;INTERVAL=${n * 5}`),
);

const start = fc
  .tuple(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 23 }))
  .map(([day, hour]) => wallOf(2020, 1, 1) + day * dayMs + hour * hourMs);

function byIcalJs(text: string, first: number, to: number): readonly string[] {
  const dtstart = ICAL.Time.fromDateTimeString(toJcalWall(first));
  const iterator = ICAL.Recur.fromString(text).iterator(dtstart);
  const found: string[] = [];
  const end = toJcalWall(to);
  for (let next = iterator.next(); next; next = iterator.next()) {
    const wall = next.toString();
    if (wall >= end) break;
    found.push(wall);
  }
  return found;
}

test('rules expand as in a second, independent library', () => {
  fc.assert(
    fc.property(rule, start, fc.integer({ min: 1, max: 500 }), (text, first, length) => {
      const parsed = parseRule(text);
      if (!parsed) throw new Error('unreadable');
      const to = first + length * dayMs;
      const query = { rule: parsed, first, from: first, to, isPast: () => false, budget: 1e6 };
      const { walls } = ruleWalls(query);
      expect(walls.map(toJcalWall)).toEqual(byIcalJs(text, first, to));
    }),
    { numRuns: 500 },
  );
});

test('a window in the middle shows what the whole shows there', () => {
  fc.assert(
    fc.property(rule, start, fc.integer({ min: 0, max: 3_000 }), (text, first, offset) => {
      const parsed = parseRule(text);
      if (!parsed) throw new Error('unreadable');
      const from = first + offset * dayMs;
      const to = from + 60 * dayMs;
      const query = { rule: parsed, first, from, to, isPast: () => false, budget: 1e7 };
      const whole = ruleWalls({ ...query, from: first }).walls.filter((wall) => wall >= from);
      expect(ruleWalls(query).walls).toEqual(whole);
    }),
    { numRuns: 200 },
  );
});
