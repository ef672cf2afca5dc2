import { expect, test } from 'vitest';
import { describeRule } from '@/lib/core/recurrence/describe-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import { instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

// The evening of Monday the 4th in UTC, Tuesday the 5th in Paris.
const start = instant(Date.UTC(2027, 0, 4, 23, 30));

function describeText(text: string) {
  const rule = parseRule(text);
  if (isRuleProblem(rule)) throw new Error(rule.problem);
  return describeRule({ rule, start, timeZone: zoneId('Europe/Paris') });
}

const weekdays = (...days: readonly number[]) => ({ kind: 'weekdays', weekdays: days });

test.each([
  ['FREQ=DAILY;INTERVAL=3', { unit: 'day', interval: 3 }, { kind: 'every-day' }, []],
  ['FREQ=WEEKLY;INTERVAL=2', { unit: 'week', interval: 2 }, weekdays(2), []],
  ['FREQ=WEEKLY;BYDAY=TU,TH', { unit: 'week', interval: 1 }, weekdays(2, 4), []],
  [
    'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    { unit: 'week', interval: 1 },
    { ...weekdays(1, 2, 3, 4, 5), group: 'working-day' },
    [],
  ],
  ['FREQ=MONTHLY', { unit: 'month', interval: 1 }, { kind: 'month-days', days: [5] }, []],
  [
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    { unit: 'month', interval: 1 },
    { kind: 'month-days', days: [-1] },
    [],
  ],
  [
    'FREQ=MONTHLY;BYDAY=1TU,-1FR',
    { unit: 'month', interval: 1 },
    {
      kind: 'numbered-weekdays',
      weekdays: [
        { weekday: 2, position: 1 },
        { weekday: 5, position: -1 },
      ],
    },
    [],
  ],
  [
    'FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=-1',
    { unit: 'month', interval: 1 },
    { kind: 'chosen-of-weekdays', positions: [-1], weekdays: [6, 7], group: 'weekend-day' },
    [],
  ],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=2',
    { unit: 'month', interval: 1 },
    { kind: 'chosen-of-weekdays', group: 'any-day' },
    [],
  ],
  ['FREQ=YEARLY', { unit: 'year', interval: 1 }, { kind: 'month-days', days: [5] }, [1]],
])('%s', (text, every, on, months) => {
  expect(describeText(text)).toMatchObject({ every, on, months, ends: { kind: 'never' } });
});

test.each([
  ['COUNT=12', { kind: 'after', count: 12 }],
  ['UNTIL=20270630', { kind: 'on', date: { year: 2027, month: 6, day: 30 } }],
  // 00:30 on the 30th in Paris is 22:30 on the 29th in UTC.
  ['UNTIL=20270629T223000Z', { kind: 'on', date: { year: 2027, month: 6, day: 30 } }],
  ['UNTIL=20270629T222959Z', { kind: 'on', date: { year: 2027, month: 6, day: 29 } }],
])('the end %s', (end, ends) => {
  expect(describeText(`FREQ=DAILY;${end}`).ends).toEqual(ends);
});
