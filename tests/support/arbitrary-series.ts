import fc from 'fast-check';
import { dayMs, minuteMs } from '@/lib/core/time/instant';
import { type ZoneId, zoneId } from '@/lib/core/time/zone';
import { arbitraryRule } from '@/tests/support/arbitrary-rule';
import {
  type OracleRule,
  oracleDays,
  oracleInstant,
  shownMs,
} from '@/tests/support/recurrence-oracle';

/** Nuuk changes at midnight, Casablanca around Ramadan, Lord Howe by half an hour. */
const zones = [
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'America/Nuuk',
  'America/Havana',
  'UTC',
].map(zoneId);

export const horizonDays = 1_500;

export interface SeriesCase {
  readonly rule: OracleRule;
  readonly timeZone: ZoneId;
  /** UTC midnights. */
  readonly days: readonly number[];
  readonly timeMs: number;
}

/** A rule with a first date that it names: the first one after a random day that stays first. */
export const arbitrarySeries: fc.Arbitrary<SeriesCase> = fc
  .record({
    rule: arbitraryRule,
    timeZone: fc.constantFrom(...zones),
    day: fc.integer({ min: 0, max: 1_460 }),
    timeMs: fc
      .oneof(fc.integer({ min: 0, max: 95 }), fc.constantFrom(1, 6, 9, 10, 11, 94))
      .map((quarter) => quarter * 15 * minuteMs),
  })
  .map(({ rule, day, ...rest }) => {
    const from = Date.UTC(2026, 0, 1) + day * dayMs;
    const [first] = oracleDays(rule, from, 400);
    const days = first === undefined ? [] : oracleDays(rule, first, horizonDays);
    return { rule, ...rest, days };
  })
  .filter(
    ({ days: [first], timeMs, timeZone }) =>
      // A first date is an instant: a clock shows it.
      first !== undefined &&
      shownMs(oracleInstant(first + timeMs, timeZone), timeZone) === first + timeMs,
  );

/** The start on each of its days. */
export function startsOf({ days, timeMs, timeZone }: SeriesCase): readonly number[] {
  return days.map((day) => oracleInstant(day + timeMs, timeZone));
}
