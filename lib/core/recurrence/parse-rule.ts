import { parseRuleEnd } from '@/lib/core/recurrence/parse-rule-end';
import {
  type RecurrenceRule,
  type RuleFrequency,
  type RuleWeekday,
  ruleFrequencies,
} from '@/lib/core/recurrence/recurrence-rule';
import { isRuleProblem, type RuleProblem, ruleProblem } from '@/lib/core/recurrence/rule-problem';
import { weekdayCodes } from '@/lib/core/recurrence/weekday-codes';

const longestText = 500;
const longestList = 62;
const largestInterval = 999;

const bookedParts = 'FREQ INTERVAL BYMONTH BYMONTHDAY BYDAY BYSETPOS WKST COUNT UNTIL'.split(' ');
const otherParts = 'BYSECOND BYMINUTE BYHOUR BYYEARDAY BYWEEKNO RSCALE SKIP'.split(' ');

type Parts = ReadonlyMap<string, string>;

/**
 * Reads the value of an RRULE (RFC 5545 section 3.3.10), with or without `RRULE:` before it, in any
 * case. What cannot be booked exactly as it is asked for is refused, with the part that is wrong.
 */
export function parseRule(text: string): RecurrenceRule | RuleProblem {
  if (text.length > longestText) return ruleProblem('too-large');
  const parts = partsOf(
    text
      .trim()
      .toUpperCase()
      .replace(/^RRULE:/, ''),
  );
  if (isRuleProblem(parts)) return parts;
  const frequency = frequencyOf(parts);
  if (typeof frequency !== 'string') return frequency;
  const fields = {
    interval: intervalOf(parts),
    months: numbersOf(parts, 'BYMONTH', 1, 12),
    monthDays: numbersOf(parts, 'BYMONTHDAY', -31, 31),
    weekdays: weekdaysOf(parts),
    positions: numbersOf(parts, 'BYSETPOS', -31, 31),
    weekStart: weekStartOf(parts),
    end: parseRuleEnd(parts.get('COUNT'), parts.get('UNTIL')),
  };
  const problem = problemIn(fields);
  if (problem) return problem;
  const rule = { frequency, ...(fields as Readable<typeof fields>) };
  const misfit = misfitOf(rule);
  return misfit === null ? rule : ruleProblem('unsupported-part', misfit);
}

type Readable<T> = { readonly [K in keyof T]: Exclude<T[K], RuleProblem> };

function problemIn(fields: Readonly<Record<string, unknown>>): RuleProblem | null {
  for (const field of Object.values(fields)) {
    if (typeof field === 'object' && field !== null && isRuleProblem(field)) return field;
  }
  return null;
}

function partsOf(text: string): Parts | RuleProblem {
  const parts = new Map<string, string>();
  for (const piece of text.split(';')) {
    const [name = '', value = '', ...more] = piece.split('=').map((each) => each.trim());
    if (otherParts.includes(name)) return ruleProblem('unsupported-part', name);
    const usable = bookedParts.includes(name) && value !== '' && more.length === 0;
    if (!usable || parts.has(name)) return ruleProblem('unreadable');
    parts.set(name, value);
  }
  return parts;
}

function frequencyOf(parts: Parts): RuleFrequency | RuleProblem {
  const value = parts.get('FREQ');
  const frequency = ruleFrequencies.find((each) => each.toUpperCase() === value);
  if (frequency) return frequency;
  const finer = ['HOURLY', 'MINUTELY', 'SECONDLY'].includes(value ?? '');
  return ruleProblem(finer ? 'too-frequent' : 'unreadable', 'FREQ');
}

function intervalOf(parts: Parts): number | RuleProblem {
  const value = parts.get('INTERVAL') ?? '1';
  if (!/^\d+$/.test(value) || Number(value) === 0) return ruleProblem('bad-value', 'INTERVAL');
  return Number(value) > largestInterval ? ruleProblem('too-large', 'INTERVAL') : Number(value);
}

function numbersOf(
  parts: Parts,
  name: string,
  lowest: number,
  highest: number,
): readonly number[] | RuleProblem {
  const values = parts.get(name)?.split(',') ?? [];
  if (values.length > longestList) return ruleProblem('too-large', name);
  const numbers = values.map((each) => (/^[+-]?\d{1,2}$/.test(each) ? Number(each) : 0));
  const inRange = numbers.every((each) => each !== 0 && lowest <= each && each <= highest);
  if (!inRange) return ruleProblem('bad-value', name);
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function weekdaysOf(parts: Parts): readonly RuleWeekday[] | RuleProblem {
  const values = parts.get('BYDAY')?.split(',') ?? [];
  if (values.length > longestList) return ruleProblem('too-large', 'BYDAY');
  const weekdays: RuleWeekday[] = [];
  for (const each of values) {
    const match = /^([+-]?[1-4])?(MO|TU|WE|TH|FR|SA|SU)$/.exec(each);
    if (!match) return ruleProblem('bad-value', 'BYDAY');
    const position = match[1] === undefined ? null : Number(match[1]);
    const weekday = weekdayNumber(match[2] ?? '');
    const known = weekdays.some((one) => one.weekday === weekday && one.position === position);
    if (!known) weekdays.push({ weekday, position });
  }
  return weekdays.sort((a, b) => a.weekday - b.weekday || (a.position ?? 0) - (b.position ?? 0));
}

function weekStartOf(parts: Parts): number | RuleProblem {
  const number = weekdayNumber(parts.get('WKST') ?? 'MO');
  return number > 0 ? number : ruleProblem('bad-value', 'WKST');
}

/** ISO 8601; 0 for what is no weekday. */
function weekdayNumber(code: string): number {
  return weekdayCodes.indexOf(code) + 1;
}

/** The part that has no place in a rule of this frequency, or not beside the others. */
function misfitOf(rule: RecurrenceRule): string | null {
  const { months, monthDays, weekdays, positions } = rule;
  const numbered = weekdays.filter(({ position }) => position !== null).length;
  const yearly = rule.frequency === 'yearly';
  const inMonths = yearly || rule.frequency === 'monthly';
  const needsMonth = yearly && months.length === 0;
  const daysFit = inMonths ? !needsMonth : rule.frequency === 'weekly' && numbered === 0;
  if (months.length > 0 && !yearly) return 'BYMONTH';
  if (monthDays.length > 0 && (!inMonths || needsMonth || weekdays.length > 0)) return 'BYMONTHDAY';
  if (weekdays.length > 0 && !daysFit) return 'BYDAY';
  // Of a mixture such as `MO,2TU` calendars make different things.
  if (numbered > 0 && numbered < weekdays.length) return 'BYDAY';
  const choosable = inMonths && weekdays.length > 0 && numbered === 0 && months.length <= 1;
  return positions.length > 0 && !choosable ? 'BYSETPOS' : null;
}
