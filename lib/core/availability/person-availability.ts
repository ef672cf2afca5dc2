import type { PersonBusy } from '@/lib/core/availability/busy';
import type { Instant } from '@/lib/core/time/instant';

/** Why it is not known when a person is taken, as a closed list that the interface has words for. */
export const personUnknownReasons = [
  'not-told',
  'nobody',
  'access-refused',
  'unreachable',
  'timeout',
  'throttled',
  'unreadable',
] as const;
export type PersonUnknownReason = (typeof personUnknownReasons)[number];

/** What is known of a person in a window: times alone. Nobody may read an unknown person as free. */
export type PersonAvailability = { readonly email: string; readonly asOf: Instant } & (
  | { readonly status: 'known'; readonly busy: readonly PersonBusy[] }
  | { readonly status: 'unknown'; readonly reason: PersonUnknownReason }
);
