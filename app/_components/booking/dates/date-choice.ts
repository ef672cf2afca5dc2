import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

/** What the reader wants of a single date of a series. */
export type DateChoice =
  | { readonly kind: 'skip' }
  | {
      readonly kind: 'replace';
      readonly roomId?: string;
      /** Of several rooms the one that is replaced. */
      readonly replacesRoomId?: string;
      readonly time?: Interval;
    };

/** By the start that the rule gives the date. */
export type DateChoices = ReadonlyMap<Instant, DateChoice>;

/** The choices with one more, or with one less. */
export function withChoice(
  choices: DateChoices,
  recurrenceId: Instant,
  choice: DateChoice | null,
): DateChoices {
  const changed = new Map(choices);
  if (choice) changed.set(recurrenceId, choice);
  else changed.delete(recurrenceId);
  return changed;
}

/** What is left of choices when rule, time or rooms change: a date that is left out stays so. */
export function skipsOf(choices: DateChoices): DateChoices {
  return new Map([...choices].filter(([, choice]) => choice.kind === 'skip'));
}
