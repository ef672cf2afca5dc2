import { expandRule } from '@/lib/core/recurrence/expand-rule';
import { formatCalendarRule } from '@/lib/core/recurrence/format-calendar-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import { isRuleProblem, type RuleProblem, ruleProblem } from '@/lib/core/recurrence/rule-problem';
import { type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';

/** At most so many dates in one series. */
export const mostDates = 1_000;

/** Another room or another time on one date. */
export interface Replacement {
  readonly recurrenceId: Instant;
  readonly roomId?: string | undefined;
  /** Of several rooms the one that is replaced. */
  readonly replacesRoomId?: string | undefined;
  readonly start?: Instant | undefined;
  readonly end?: Instant | undefined;
}

export interface DatesWish extends Interval {
  readonly roomIds: readonly string[];
  readonly rrule?: string | undefined;
  readonly exceptions?: readonly Instant[] | undefined;
  readonly replacements?: readonly Replacement[] | undefined;
}

/** One date in one room. */
export interface WishedDate extends Interval {
  /** The start that the rule gives it; without a rule its start. */
  readonly recurrenceId: Instant;
  readonly roomId: string;
  /** In another room or at another time than the rest. */
  readonly isReplaced: boolean;
}

export interface WishedDates {
  /** The rule that names exactly the dates and those left out; null for one date. */
  readonly rrule: string | null;
  readonly dates: readonly WishedDate[];
  /** What cut a rule without an end short. */
  readonly bounded: null | 'window' | 'count';
}

export interface DatesBounds {
  /** The zone whose wall clock the dates keep: the room's. */
  readonly timeZone: ZoneId;
  /** A rule without an end stops here. */
  readonly windowEnd: Instant;
}

/** Every date that is asked for, in every room. A rule that cannot be booked is refused. */
export function wishDates(wish: DatesWish, bounds: DatesBounds): WishedDates | RuleProblem {
  const { start, end, roomIds, rrule } = wish;
  if (rrule === undefined) {
    const dates = roomIds.map((roomId) => ({
      recurrenceId: start,
      start,
      end,
      roomId,
      isReplaced: false,
    }));
    return { rrule: null, dates, bounded: null };
  }
  const rule = parseRule(rrule);
  return isRuleProblem(rule) ? rule : expandWish(wish, rule, bounds);
}

const endOfTime = instant(Number.MAX_SAFE_INTEGER);

function expandWish(
  wish: DatesWish,
  rule: RecurrenceRule,
  { timeZone, windowEnd }: DatesBounds,
): WishedDates | RuleProblem {
  const { start, end, exceptions = [], replacements = [] } = wish;
  const isOpen = rule.end.kind === 'never';
  const bounds = { until: isOpen ? windowEnd : endOfTime, most: mostDates };
  const durationMs = end - start;
  const expanded = expandRule({ rule, start, timeZone, durationMs, exceptions, bounds });
  if (isRuleProblem(expanded)) return expanded;
  const { occurrences, bounded } = expanded;
  if (!isOpen && bounded !== null) return ruleProblem('too-many-dates');
  if (occurrences.length === 0) return ruleProblem('no-dates');
  const named = new Set(occurrences.map(({ recurrenceId }) => recurrenceId));
  if (replacements.some(({ recurrenceId }) => !named.has(recurrenceId))) {
    return ruleProblem('no-such-date');
  }
  const dates = occurrences.flatMap((date) =>
    wish.roomIds.map((roomId) => replaced({ ...date, roomId, isReplaced: false }, replacements)),
  );
  return { rrule: formatCalendarRule(expanded.rule, start, timeZone), dates, bounded };
}

function replaced(date: WishedDate, replacements: readonly Replacement[]): WishedDate {
  const found = replacements.find(
    ({ recurrenceId, replacesRoomId = date.roomId }) =>
      recurrenceId === date.recurrenceId && replacesRoomId === date.roomId,
  );
  if (!found) return date;
  const { roomId = date.roomId, start = date.start, end = date.end } = found;
  return { ...date, roomId, start, end, isReplaced: true };
}
