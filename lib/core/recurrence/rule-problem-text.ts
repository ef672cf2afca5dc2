import type { RuleProblem, RuleProblemCode } from '@/lib/core/recurrence/rule-problem';

const texts: Readonly<Record<RuleProblemCode, string>> = {
  unreadable: 'is not a recurrence rule (RFC 5545 section 3.3.10)',
  'too-frequent': 'repeats more often than daily',
  'bad-value': 'has a value that is not possible',
  'too-large': 'is beyond all measure',
  'unsupported-part': 'has a part that cannot be booked, or not together with the others',
  'count-and-until': 'must not have both COUNT and UNTIL',
  'start-not-in-rule': 'does not name the start as one of its dates',
  'ambiguous-start': 'starts at a time that the clock shows twice or not at all',
  'overlaps-itself': 'has a date that is still running when the next begins',
  'too-many-dates': 'has more than 1,000 dates; give it an earlier end',
  'no-dates': 'has no date that can be booked',
  'no-such-date': 'has no such date',
  'cannot-move': 'cannot follow to that day; choose a new rule',
};

/** In plain English, for the API; the interface has words of its own for each code. */
export function ruleProblemText({ problem, part }: RuleProblem): string {
  return part === null
    ? `${texts[problem]} (${problem})`
    : `${texts[problem]} (${problem}: ${part})`;
}
