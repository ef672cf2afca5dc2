import fc from 'fast-check';
import type { OracleRule } from '@/tests/support/recurrence-oracle';

const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
const interval = fc.integer({ min: 1, max: 4 });
const some = <T>(each: fc.Arbitrary<T>, maxLength: number) =>
  fc.uniqueArray(each, { minLength: 1, maxLength });
const months = some(fc.integer({ min: 1, max: 12 }), 4);
const monthDays = some(
  fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }), fc.constant(-1)),
  4,
);
const numbered = some(
  fc
    .tuple(fc.constantFrom(1, 2, 3, 4, -1, -2, -3, -4), weekday)
    .map(([position, day]) => `${position}${day}`),
  3,
);
const weekdays = some(weekday, 7);
const positions = some(fc.constantFrom(1, 2, 3, 10, -1, -2, -5), 2);
const month = fc.integer({ min: 1, max: 12 }).map((each) => [each]);

const daily = fc.record({ frequency: fc.constant('DAILY' as const), interval });
const weekly = fc.record(
  { frequency: fc.constant('WEEKLY' as const), interval, weekdays, weekStart: weekday },
  { requiredKeys: ['frequency', 'interval'] },
);
const inMonth = [
  fc.record({}),
  fc.record({ monthDays }),
  fc.record({ weekdays: numbered }),
  fc.record({ weekdays }),
];
const monthly = fc
  .tuple(interval, fc.oneof(...inMonth, fc.record({ weekdays, positions })))
  .map(([each, days]) => ({ frequency: 'MONTHLY' as const, interval: each, ...days }));
const yearly = fc
  .tuple(
    interval,
    fc.oneof(
      fc.record({}),
      ...inMonth.map((days) => fc.tuple(fc.record({ months }), days)),
      fc.tuple(fc.record({ months: month }), fc.record({ weekdays, positions })),
    ),
  )
  .map(([each, parts]) => ({
    frequency: 'YEARLY' as const,
    interval: each,
    ...(Array.isArray(parts) ? Object.assign({}, ...parts) : parts),
  }));

/** Every kind of rule that Foyer books. */
export const arbitraryRule: fc.Arbitrary<OracleRule> = fc.oneof(daily, weekly, monthly, yearly);
