import { FoyerError } from '@/lib/core/errors';
import type { Room } from '@/lib/core/places/room';
import { expandRule } from '@/lib/core/recurrence/expand-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem, type RuleProblem } from '@/lib/core/recurrence/rule-problem';
import { addMs, dayMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';

/** A series that a room is wanted for; its first date is the wanted time. */
export interface WantedSeries {
  readonly rrule: string;
  readonly timeZone: ZoneId;
}

/** Two years of a daily meeting. */
const mostDates = 730;

/**
 * The dates of the series, as far as any of the rooms may be booked.
 * @throws FoyerError `invalid-input` for a rule that cannot be booked.
 */
export function seriesDates(
  wanted: Interval,
  { rrule, timeZone }: WantedSeries,
  rooms: readonly Room[],
  now: Instant,
): readonly Interval[] {
  const rule = parseRule(rrule);
  if (isRuleProblem(rule)) throw refusal(rule);
  const windowDays = rooms.reduce(
    (most, { policy }) => Math.max(most, policy.bookingWindowDays),
    0,
  );
  const until = Math.max(addMs(now, windowDays * dayMs), wanted.end) as Instant;
  const expanded = expandRule({
    rule,
    start: wanted.start,
    timeZone,
    durationMs: wanted.end - wanted.start,
    exceptions: [],
    bounds: { until, most: mostDates },
  });
  if (isRuleProblem(expanded)) throw refusal(expanded);
  return expanded.occurrences.map(({ start, end }) => ({ start, end }));
}

function refusal({ problem, part }: RuleProblem): FoyerError {
  const message = part === null ? problem : `${problem}: ${part}`;
  return new FoyerError('invalid-input', `rrule: ${message}`, {
    errors: [{ path: 'rrule', message }],
  });
}
