import { describe, expect, test } from 'vitest';
import { formatRule } from '@/lib/core/recurrence/format-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';

function canonical(text: string): string {
  const rule = parseRule(text);
  return isRuleProblem(rule) ? `${rule.problem} ${rule.part}` : formatRule(rule);
}

describe('a rule is read, and written in one spelling', () => {
  test.each([
    ['FREQ=DAILY', 'FREQ=DAILY'],
    ['RRULE:FREQ=DAILY;INTERVAL=1', 'FREQ=DAILY'],
    [' rrule:freq=daily;interval=02 ', 'FREQ=DAILY;INTERVAL=2'],
    ['FREQ=WEEKLY;BYDAY=FR,MO,MO', 'FREQ=WEEKLY;BYDAY=MO,FR'],
    ['FREQ=WEEKLY;WKST=MO', 'FREQ=WEEKLY'],
    ['WKST=SU;BYDAY=TU,SU;INTERVAL=2;FREQ=WEEKLY', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU'],
    ['FREQ=MONTHLY;BYMONTHDAY=+15,-1', 'FREQ=MONTHLY;BYMONTHDAY=-1,15'],
    ['FREQ=MONTHLY;BYDAY=+2TU,-1FR', 'FREQ=MONTHLY;BYDAY=2TU,-1FR'],
    ['FREQ=MONTHLY;BYDAY=FR', 'FREQ=MONTHLY;BYDAY=FR'],
    [
      'FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    ],
    ['FREQ=YEARLY', 'FREQ=YEARLY'],
    ['FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=2', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29'],
    ['FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU', 'FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU'],
    ['FREQ=DAILY;COUNT=52', 'FREQ=DAILY;COUNT=52'],
    ['FREQ=DAILY;UNTIL=20270630', 'FREQ=DAILY;UNTIL=20270630'],
    ['FREQ=DAILY;UNTIL=20270630T080000Z', 'FREQ=DAILY;UNTIL=20270630T080000Z'],
  ])('%s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });
});

describe('a rule is refused', () => {
  test.each([
    ['', 'unreadable null'],
    ['every day', 'unreadable null'],
    ['INTERVAL=2', 'unreadable FREQ'],
    ['FREQ=FORTNIGHTLY', 'unreadable FREQ'],
    ['FREQ=DAILY;', 'unreadable null'],
    ['FREQ=DAILY;FREQ=DAILY', 'unreadable null'],
    ['FREQ=DAILY;INTERVAL=', 'unreadable null'],
    ['FREQ=DAILY;INTERVAL=1=2', 'unreadable null'],
    ['FREQ=DAILY;X-MINE=1', 'unreadable null'],
    ['FREQ=HOURLY', 'too-frequent FREQ'],
    ['FREQ=MINUTELY;COUNT=3', 'too-frequent FREQ'],
    ['FREQ=SECONDLY', 'too-frequent FREQ'],
    ['FREQ=DAILY;INTERVAL=0', 'bad-value INTERVAL'],
    ['FREQ=DAILY;INTERVAL=-1', 'bad-value INTERVAL'],
    ['FREQ=DAILY;INTERVAL=1.5', 'bad-value INTERVAL'],
    ['FREQ=DAILY;INTERVAL=1000', 'too-large INTERVAL'],
    ['FREQ=DAILY;COUNT=0', 'bad-value COUNT'],
    ['FREQ=DAILY;COUNT=100001', 'too-large COUNT'],
    [`FREQ=DAILY;COUNT=${'9'.repeat(400)}`, 'too-large COUNT'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20270630', 'count-and-until null'],
    ['FREQ=DAILY;UNTIL=20270631', 'bad-value UNTIL'],
    ['FREQ=DAILY;UNTIL=2027-06-30', 'bad-value UNTIL'],
    ['FREQ=DAILY;UNTIL=20270630T080000', 'bad-value UNTIL'],
    ['FREQ=DAILY;UNTIL=20270630T250000Z', 'bad-value UNTIL'],
    ['FREQ=WEEKLY;BYDAY=XX', 'bad-value BYDAY'],
    ['FREQ=WEEKLY;BYDAY=MO,', 'bad-value BYDAY'],
    ['FREQ=MONTHLY;BYDAY=5MO', 'bad-value BYDAY'],
    ['FREQ=MONTHLY;BYDAY=0MO', 'bad-value BYDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'bad-value BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'bad-value BYMONTHDAY'],
    ['FREQ=YEARLY;BYMONTH=13', 'bad-value BYMONTH'],
    ['FREQ=YEARLY;BYMONTH=-1', 'bad-value BYMONTH'],
    ['FREQ=WEEKLY;WKST=1', 'bad-value WKST'],
    [`FREQ=MONTHLY;BYMONTHDAY=${Array(63).fill('1').join()}`, 'too-large BYMONTHDAY'],
    [`FREQ=WEEKLY;BYDAY=${Array(63).fill('MO').join()}`, 'too-large BYDAY'],
    [`FREQ=WEEKLY;BYDAY=${Array(1_000_000).fill('MO').join()}`, 'too-large null'],
    ['FREQ=DAILY;BYHOUR=9,15', 'unsupported-part BYHOUR'],
    ['FREQ=YEARLY;BYWEEKNO=20', 'unsupported-part BYWEEKNO'],
    ['FREQ=YEARLY;BYYEARDAY=100', 'unsupported-part BYYEARDAY'],
    ['FREQ=DAILY;BYDAY=MO', 'unsupported-part BYDAY'],
    ['FREQ=DAILY;BYMONTH=1', 'unsupported-part BYMONTH'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'unsupported-part BYDAY'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'unsupported-part BYMONTHDAY'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'unsupported-part BYMONTHDAY'],
    ['FREQ=MONTHLY;BYDAY=MO,2TU', 'unsupported-part BYDAY'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'unsupported-part BYSETPOS'],
    ['FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=1', 'unsupported-part BYSETPOS'],
    ['FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1', 'unsupported-part BYSETPOS'],
    ['FREQ=YEARLY;BYDAY=20MO', 'bad-value BYDAY'],
    ['FREQ=YEARLY;BYDAY=1MO', 'unsupported-part BYDAY'],
    ['FREQ=YEARLY;BYMONTHDAY=1', 'unsupported-part BYMONTHDAY'],
    ['FREQ=YEARLY;BYMONTH=1,2;BYDAY=MO;BYSETPOS=1', 'unsupported-part BYSETPOS'],
  ])('%.60s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });
});
