import { describe, expect, test } from 'vitest';
import { expandRule } from '@/lib/core/recurrence/expand-rule';
import { formatRule } from '@/lib/core/recurrence/format-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Series } from '@/lib/core/recurrence/series';
import { splitSeries } from '@/lib/core/recurrence/split-series';
import { addMs, formatInstant, hourMs, type Instant, parseInstant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';

function at(text: string): Instant {
  const found = parseInstant(`${text}:00Z`);
  if (found === null) throw new Error(text);
  return found;
}

function series(text: string, start: string, more: Partial<Series> = {}): Series {
  const rule = parseRule(text);
  if (isRuleProblem(rule)) throw new Error(rule.problem);
  return {
    rule,
    start: at(start),
    durationMs: hourMs,
    timeZone: zoneId('Europe/Paris'),
    exceptions: [],
    overrides: [],
    ...more,
  };
}

function split(...asked: Parameters<typeof splitSeries>) {
  const parts = splitSeries(...asked);
  if (isRuleProblem(parts)) throw new Error(parts.problem);
  return parts;
}

function starts(part: Series): readonly string[] {
  const bounds = { until: at('2028-12-31T00:00'), most: 1_000 };
  const expansion = expandRule({ ...part, bounds });
  if (isRuleProblem(expansion)) throw new Error(expansion.problem);
  return expansion.occurrences.map(({ start }) => formatInstant(start).slice(0, 16));
}

function rules({ before, after }: ReturnType<typeof split>): readonly (string | null)[] {
  return [before && formatRule(before.rule), formatRule(after.rule)];
}

const tuesdays = 'FREQ=WEEKLY;BYDAY=TU,TH';

describe('the rules of the two parts', () => {
  test.each([
    ['', 'UNTIL=20270112', ''],
    [';COUNT=7', 'COUNT=3', ';COUNT=4'],
    [';UNTIL=20270630', 'UNTIL=20270112', ';UNTIL=20270630'],
    [';UNTIL=20270630T083000Z', 'UNTIL=20270112', ';UNTIL=20270630'],
    [';UNTIL=20270630T075959Z', 'UNTIL=20270112', ';UNTIL=20270629'],
  ])('of one ended by "%s"', (end, before, after) => {
    const parts = split(series(tuesdays + end, '2027-01-05T09:00'), at('2027-01-14T09:00'));
    expect(rules(parts)).toEqual([`${tuesdays};${before}`, tuesdays + after]);
    expect(parts.after.start).toBe(at('2027-01-14T09:00'));
  });

  test('count what was left out too', () => {
    const whole = series(`${tuesdays};COUNT=4`, '2027-01-05T09:00', {
      exceptions: [at('2027-01-07T09:00'), at('2027-01-14T09:00')],
    });
    const parts = split(whole, at('2027-01-12T09:00'));
    expect(rules(parts)).toEqual([`${tuesdays};COUNT=2`, `${tuesdays};COUNT=2`]);
    expect(parts.before?.exceptions).toEqual([at('2027-01-07T09:00')]);
    expect(parts.after.exceptions).toEqual([at('2027-01-14T09:00')]);
  });

  test('leave a date in the second of two equal hours, where it was moved on its own', () => {
    // Clocks in Paris go back at 01:00 UTC; 00:30 and 01:30 UTC both show half past two.
    const [recurrenceId, start] = [at('2027-10-31T08:00'), at('2027-10-31T01:30')];
    const own = { recurrenceId, start, end: addMs(start, hourMs) };
    const whole = series('FREQ=DAILY', '2027-10-30T07:00', { overrides: [own] });
    for (const day of ['2027-10-30T07:00', '2027-10-31T08:00']) {
      expect(split(whole, at(day)).after.overrides).toEqual([own]);
    }
  });

  test('have no first part where nothing comes before, or all of it was left out', () => {
    const whole = series(tuesdays, '2027-01-05T09:00', { exceptions: [at('2027-01-05T09:00')] });
    expect(split(series(tuesdays, '2027-01-05T09:00'), at('2027-01-05T09:00')).before).toBeNull();
    expect(split(whole, at('2027-01-07T09:00')).before).toBeNull();
  });
});

describe('moving the second part', () => {
  const own = {
    recurrenceId: at('2027-03-30T08:00'),
    start: at('2027-03-30T12:00'),
    end: at('2027-03-30T12:30'),
    title: 'elsewhere',
  };
  const renamed = {
    recurrenceId: at('2027-04-06T08:00'),
    start: at('2027-04-06T08:00'),
    end: at('2027-04-06T09:00'),
    title: 'another name',
  };
  const whole = {
    ...series('FREQ=WEEKLY;UNTIL=20270413', '2027-03-16T09:00'),
    exceptions: [at('2027-04-13T08:00')],
    overrides: [own, renamed],
  };
  // From 10:00 on Tuesdays to 11:15 on Wednesdays, before the clocks change and after.
  const move = { start: at('2027-03-24T10:15'), durationMs: 2 * hourMs };
  const { before, after } = split(whole, at('2027-03-23T09:00'), move);

  test('leaves the first part alone', () => {
    expect(before && starts(before)).toEqual(['2027-03-16T09:00']);
    expect(before).toMatchObject({ durationMs: hourMs, exceptions: [], overrides: [] });
  });

  test('takes rule, end and exceptions along, by the wall clock', () => {
    expect(formatRule(after.rule)).toBe('FREQ=WEEKLY;UNTIL=20270414');
    expect(starts(after)).toEqual(['2027-03-24T10:15', '2027-03-31T09:15', '2027-04-07T09:15']);
    expect(after.exceptions).toEqual([at('2027-04-14T09:15')]);
  });

  test('keeps the distance and the length of a date that had its own', () => {
    expect(after.overrides[0]).toEqual({
      recurrenceId: at('2027-03-31T09:15'),
      start: at('2027-03-31T13:15'),
      end: at('2027-03-31T13:45'),
      title: 'elsewhere',
    });
  });

  test('gives the new time and length to a date that had only another name', () => {
    expect(after.overrides[1]).toEqual({
      recurrenceId: at('2027-04-07T09:15'),
      start: at('2027-04-07T09:15'),
      end: at('2027-04-07T11:15'),
      title: 'another name',
    });
  });

  test('keeps the turn of weeks that are skipped', () => {
    const every = series('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR', '2027-01-04T09:00');
    const move = { start: at('2027-01-11T09:00'), durationMs: hourMs };
    const later = split(every, at('2027-01-08T09:00'), move).after;
    expect(formatRule(later.rule)).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=TH');
    expect(starts(later).slice(0, 5)).toEqual([
      '2027-01-11T09:00',
      '2027-01-21T09:00',
      '2027-01-25T09:00',
      '2027-02-04T09:00',
      '2027-02-08T09:00',
    ]);
  });

  test('moves a whole series by its first date', () => {
    const parts = split(
      series('FREQ=MONTHLY;BYDAY=2TU', '2027-01-12T09:00'),
      at('2027-01-12T09:00'),
      {
        start: at('2027-01-12T13:00'),
        durationMs: hourMs,
      },
    );
    expect(parts.before).toBeNull();
    expect(starts(parts.after).slice(0, 3)).toEqual([
      '2027-01-12T13:00',
      '2027-02-09T13:00',
      '2027-03-09T13:00',
    ]);
  });
});

describe('a split on a day whose clock skips the time of the series', () => {
  const whole = series('FREQ=DAILY;COUNT=5', '2027-03-26T01:30');
  const skipped = at('2027-03-28T01:30');

  test('keeps the time of the series on the days after', () => {
    const { before, after } = split(whole, skipped);
    expect(before && starts(before)).toEqual(['2027-03-26T01:30', '2027-03-27T01:30']);
    expect(starts(after)).toEqual(['2027-03-28T01:30', '2027-03-29T00:30', '2027-03-30T00:30']);
    expect(after.start).toBe(at('2027-03-27T01:30'));
    expect(after.exceptions).toEqual([after.start]);
  });

  test('begins right there when it goes to a time that there is', () => {
    const move = { start: at('2027-03-28T08:00'), durationMs: hourMs };
    const { after } = split(whole, skipped, move);
    expect(after).toMatchObject({ start: move.start, exceptions: [] });
    expect(starts(after)).toEqual(['2027-03-28T08:00', '2027-03-29T08:00', '2027-03-30T08:00']);
  });
});

describe('a split is refused', () => {
  const whole = series(tuesdays, '2027-01-05T09:00', { exceptions: [at('2027-01-07T09:00')] });
  const monthly = series('FREQ=MONTHLY', '2027-01-05T09:00');

  test.each([
    ['at a date that is none', '2027-01-06T09:00', 'no-such-date'],
    ['at another time', '2027-01-12T09:30', 'no-such-date'],
    ['before the start', '2027-01-01T09:00', 'no-such-date'],
    ['at a date that was left out', '2027-01-07T09:00', 'no-such-date'],
  ])('%s', (_what, text, problem) => {
    expect(splitSeries(whole, at(text))).toMatchObject({ problem });
  });

  test('when a rule by the month should go to another day', () => {
    const move = { start: at('2027-02-06T09:00'), durationMs: hourMs };
    expect(splitSeries(monthly, at('2027-02-05T09:00'), move)).toMatchObject({
      problem: 'cannot-move',
    });
  });

  test('when it should begin in the second of two equal hours', () => {
    const move = { start: at('2027-10-31T01:30'), durationMs: hourMs };
    const daily = series('FREQ=DAILY', '2027-10-30T08:00');
    expect(splitSeries(daily, at('2027-10-31T09:00'), move)).toMatchObject({
      problem: 'ambiguous-start',
    });
  });

  test('when a date was changed that the rule does not name', () => {
    const start = addMs(whole.start, hourMs);
    const strange = { recurrenceId: start, start, end: addMs(start, hourMs) };
    expect(splitSeries({ ...whole, overrides: [strange] }, whole.start)).toMatchObject({
      problem: 'no-such-date',
    });
  });
});
