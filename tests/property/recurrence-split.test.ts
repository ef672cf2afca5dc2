import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandRule } from '@/lib/core/recurrence/expand-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import { splitSeries } from '@/lib/core/recurrence/split-series';
import { addMs, dayMs, hourMs, type Instant, instant, minuteMs } from '@/lib/core/time/instant';
import { arbitrarySeries, type SeriesCase, startsOf } from '@/tests/support/arbitrary-series';
import { oracleInstant, oracleText, shownMs } from '@/tests/support/recurrence-oracle';

interface Titled extends SeriesOverride {
  readonly title: string;
}

interface SplitCase {
  readonly series: Series<Titled>;
  readonly from: SeriesCase;
  /** What the whole has, from the oracle. */
  readonly starts: readonly Instant[];
  readonly at: number;
  readonly until: Instant;
}

const durationMs = 45 * minuteMs;
const compact = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.000/g, '');
const indices = fc.uniqueArray(fc.nat(29), { maxLength: 8 });

/** A series of up to 30 dates that ends in any way, with dates left out, changed, and one to split at. */
const splitCase: fc.Arbitrary<SplitCase> = fc
  .record({
    from: arbitrarySeries,
    ending: fc.constantFrom('count', 'date', 'instant', 'never'),
    omitted: indices,
    changed: indices,
    at: fc.nat(29),
    shiftMinutes: fc.integer({ min: -600, max: 600 }),
  })
  .map(({ from, ending, omitted, changed, at, shiftMinutes }) => {
    const days = from.days.slice(0, 30);
    const starts = startsOf({ ...from, days }).map(instant);
    const [lastDay = 0, last = instant(0)] = [days.at(-1), starts.at(-1)];
    const ends = {
      count: `;COUNT=${days.length}`,
      date: `;UNTIL=${compact(lastDay).slice(0, 8)}`,
      instant: `;UNTIL=${compact(last)}`,
      never: '',
    };
    const index = at % days.length;
    const series = seriesOf(from, ends[ending], {
      start: starts[0] ?? instant(0),
      exceptions: starts.filter((_each, place) => omitted.includes(place) && place !== index),
      overrides: starts
        .filter((_each, place) => changed.includes(place) && !omitted.includes(place))
        .map((recurrenceId, place) => changedDate(recurrenceId, place % 2 ? shiftMinutes : 0)),
    });
    const until = addMs(last, durationMs);
    return { series, from: { ...from, days }, starts, at: index, until };
  });

function seriesOf(
  { rule, timeZone }: SeriesCase,
  end: string,
  rest: Pick<Series<Titled>, 'start' | 'exceptions' | 'overrides'>,
): Series<Titled> {
  const parsed = parseRule(oracleText(rule) + end);
  if (isRuleProblem(parsed)) throw new Error(parsed.problem);
  return { rule: parsed, timeZone, durationMs, ...rest };
}

function changedDate(recurrenceId: Instant, minutes: number): Titled {
  const start = addMs(recurrenceId, minutes * minuteMs);
  const end = addMs(start, minutes === 0 ? durationMs : hourMs);
  return { recurrenceId, start, end, title: 'its own' };
}

function datesOf(series: Series | null, until: Instant): readonly Instant[] {
  if (!series) return [];
  const expansion = expandRule({ ...series, bounds: { until, most: 1_000 } });
  if (isRuleProblem(expansion)) throw new Error(expansion.problem);
  return expansion.occurrences.map(({ start }) => start);
}

function split({ series, starts, at }: SplitCase, move: Parameters<typeof splitSeries>[2] = null) {
  const parts = splitSeries(series, starts[at] ?? instant(0), move);
  if (isRuleProblem(parts)) throw new Error(parts.problem);
  return parts;
}

const isKept = ({ series }: SplitCase) => {
  const leftOut = new Set(series.exceptions);
  return (start: Instant) => !leftOut.has(start);
};

test('before and after together are the whole, and nothing done to a date is lost', () => {
  fc.assert(
    fc.property(splitCase, (whole) => {
      const { series, starts, at, until } = whole;
      const { before, after } = split(whole);
      const kept = isKept(whole);
      expect(datesOf(before, until)).toEqual(starts.slice(0, at).filter(kept));
      expect(datesOf(after, until)).toEqual(starts.slice(at).filter(kept));
      const left = series.overrides.filter(({ recurrenceId }) => starts.indexOf(recurrenceId) < at);
      expect(before?.overrides ?? []).toEqual(left);
      expect([...left, ...after.overrides]).toEqual(series.overrides);
      const exceptions = new Set([...(before?.exceptions ?? []), ...after.exceptions]);
      const late = before
        ? series.exceptions
        : series.exceptions.filter((each) => each >= (starts[at] ?? 0));
      expect(late.filter((each) => !exceptions.has(each))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('a part can be split again, and ends where the whole ended', () => {
  fc.assert(
    fc.property(splitCase, fc.nat(29), (whole, pick) => {
      const { starts, at, until, series } = whole;
      const { after } = split(whole);
      const later = starts.slice(at).filter(isKept(whole));
      const second = later[pick % later.length] ?? instant(0);
      const parts = splitSeries(after, second);
      if (isRuleProblem(parts)) throw new Error(parts.problem);
      const far = series.rule.end.kind === 'never' ? until : addMs(until, 4_000 * dayMs);
      expect([...datesOf(parts.before, far), ...datesOf(parts.after, far)]).toEqual(later);
    }),
    { numRuns: 200 },
  );
});

test('a moved part keeps its dates on the new clock, what was done to them with it', () => {
  const quarter = fc.integer({ min: 0, max: 95 }).map((each) => each * 15 * minuteMs);
  const length = fc.constantFrom(durationMs, 2 * hourMs);
  fc.assert(
    fc.property(
      splitCase,
      quarter,
      fc.integer({ min: -9, max: 9 }),
      length,
      (whole, timeMs, by, ms) => {
        const { series, from, starts, at, until } = whole;
        const byMonth = series.rule.frequency === 'monthly' || series.rule.frequency === 'yearly';
        const days = byMonth ? 0 : by;
        const place = (index: number) =>
          instant(oracleInstant((from.days[index] ?? 0) + days * dayMs + timeMs, from.timeZone));
        const start = place(at);
        fc.pre(shownMs(start, from.timeZone) === (from.days[at] ?? 0) + days * dayMs + timeMs);
        fc.pre(start !== starts[at]);
        const { before, after } = split(whole, { start, durationMs: ms });
        expect(before).toEqual(split(whole).before);
        const places = starts.map((_each, index) => index).slice(at);
        const kept = isKept(whole);
        const expected = places.filter((index) => kept(starts[index] ?? start)).map(place);
        const far =
          series.rule.end.kind === 'never'
            ? addMs(until, (days - 1) * dayMs)
            : addMs(until, 99 * dayMs);
        const found = datesOf({ ...after, durationMs }, far);
        if (series.rule.end.kind === 'never')
          expect(expected.slice(0, found.length)).toEqual(found);
        else expect(found).toEqual(expected);
        const moved = series.overrides.filter(
          ({ recurrenceId }) => recurrenceId >= (starts[at] ?? 0),
        );
        expect(after.overrides.map(({ recurrenceId }) => recurrenceId)).toEqual(
          moved.map(({ recurrenceId }) => place(starts.indexOf(recurrenceId))),
        );
        const lengths = moved.map((each) => (each.end - each.start === durationMs ? ms : hourMs));
        expect(after.overrides.map((each) => each.end - each.start)).toEqual(lengths);
        expect(after).toMatchObject({ start, durationMs: ms });
      },
    ),
    { numRuns: 400 },
  );
});
