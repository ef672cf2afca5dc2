import { expect, test } from 'vitest';
import { checkSelfOverlap } from '@/lib/core/recurrence/check-self-overlap';
import { expandRule } from '@/lib/core/recurrence/expand-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import { hourMs, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

function daily(hours: number, day: number) {
  const rule = parseRule('FREQ=DAILY;COUNT=5');
  if (isRuleProblem(rule)) throw new Error(rule.problem);
  const expansion = expandRule({
    rule,
    start: instant(Date.UTC(2027, 2, day, 9)),
    durationMs: hours * hourMs,
    timeZone: zoneId('Europe/Paris'),
    exceptions: [],
    bounds: { until: instant(Date.UTC(2028, 0, 1)), most: 1_000 },
  });
  if (isRuleProblem(expansion)) throw new Error(expansion.problem);
  return expansion.occurrences;
}

test('dates that touch do not overlap', () => {
  expect(checkSelfOverlap(daily(24, 1))).toBeNull();
});

test('a daily date of 25 hours overlaps the next', () => {
  const dates = daily(25, 1);
  expect(checkSelfOverlap(dates)).toEqual({ earlier: dates[0], later: dates[1] });
});

test('a whole day overlaps on the day that has 23 hours', () => {
  const dates = daily(24, 26);
  expect(checkSelfOverlap(dates)).toEqual({ earlier: dates[1], later: dates[2] });
});

test('dates need not come in order', () => {
  const [first, second, third] = daily(30, 1);
  expect(checkSelfOverlap([third, first].flatMap((each) => each ?? []))).toBeNull();
  expect(checkSelfOverlap([third, second].flatMap((each) => each ?? []))).not.toBeNull();
});

test('one date, or none, overlaps nothing', () => {
  expect(checkSelfOverlap([])).toBeNull();
  expect(checkSelfOverlap(daily(25, 1).slice(0, 1))).toBeNull();
});
