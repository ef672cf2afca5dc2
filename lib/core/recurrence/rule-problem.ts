/** Every way in which a wish for a series can be refused. Closed: the interface has words for each. */
export const ruleProblemCodes = [
  /** Not a list of RRULE parts, one is unknown or there twice, or FREQ is missing. */
  'unreadable',
  /** More often than daily. */
  'too-frequent',
  /** A part's value is not one that RFC 5545, or a room's calendar, knows. */
  'bad-value',
  /** The text, a list, INTERVAL or COUNT is beyond all measure. */
  'too-large',
  /** A part of RFC 5545 that Foyer does not book, or not together with the others. */
  'unsupported-part',
  'count-and-until',
  /** The first date is none that the rule names. */
  'start-not-in-rule',
  /** The start is no whole second, or the second of two hours that the clock shows alike. */
  'ambiguous-start',
  /** A date is still running when the next begins. */
  'overlaps-itself',
  /** It has more dates than a series may have. */
  'too-many-dates',
  /** Every date is left out, or beyond what may be booked. */
  'no-dates',
  /** The series has no such date, or it was left out. */
  'no-such-date',
  /** The rule cannot follow to that other day: a new rule must be chosen. */
  'cannot-move',
] as const;
export type RuleProblemCode = (typeof ruleProblemCodes)[number];

export interface RuleProblem {
  readonly problem: RuleProblemCode;
  /** The RRULE part that it is about, such as `BYDAY`; null: the whole. */
  readonly part: string | null;
}

export function ruleProblem(problem: RuleProblemCode, part: string | null = null): RuleProblem {
  return { problem, part };
}

export function isRuleProblem(value: object): value is RuleProblem {
  return 'problem' in value;
}
