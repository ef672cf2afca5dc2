import type { Room } from '@/lib/core/places/room';
import { addMs, type Instant, minuteMs } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { addDays, dateOf, toInstant } from '@/lib/core/time/wall-time';

/**
 * What a trial of a connection shows, in this order. A step is proved by what the calendar system
 * says afterwards, never by its having said yes.
 */
export const trialSteps = [
  'write',
  'read-back',
  'find',
  'answer',
  'busy',
  'change-feed',
  'remove',
] as const;
export type TrialStep = (typeof trialSteps)[number];

/** `untried`: an earlier step failed, or the system does not claim it. */
export const trialOutcomes = ['proved', 'failed', 'untried'] as const;
export type TrialOutcome = (typeof trialOutcomes)[number];

const nights = 14;
const lengthMs = 15 * minuteMs;
const hour = 3;

/** A quarter of an hour at three in the night, on each of the next nights: nobody meets then. */
export function trialSlots(
  now: Instant,
  { timeZone }: Pick<Room, 'timeZone'>,
): readonly Interval[] {
  const today = dateOf(now, timeZone);
  return Array.from({ length: nights }, (_, night) => {
    const date = addDays(today, night + 1);
    const start = toInstant({ ...date, hour, minute: 0, second: 0 }, timeZone);
    return { start, end: addMs(start, lengthMs) };
  });
}
