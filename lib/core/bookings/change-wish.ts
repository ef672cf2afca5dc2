import type { OwnContent, Visibility } from '@/lib/core/bookings/booking';
import type { RoomToWrite } from '@/lib/core/bookings/plan-events';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

export const changeScopes = ['one', 'following', 'all'] as const;
/** Which dates of a series: the one that is named, that and all after it, or every one. */
export type ChangeScope = (typeof changeScopes)[number];

/** What is to become of a booking, or of dates of it; what is absent stays. */
export interface ChangeWish {
  readonly scope: ChangeScope;
  /** The date that is meant, by its start in the rule. */
  readonly recurrenceId: Instant;
  readonly content: OwnContent & { readonly visibility?: Visibility };
  /** Of the date that is meant; the others in scope move alike on the wall clock. */
  readonly time: Interval | null;
  readonly roomIds: readonly string[] | null;
  /** The dates in scope are given up. */
  readonly isCancelled: boolean;
}

/** A room as far as a change depends on it. */
export interface RoomToChange extends RoomToWrite {
  /** Who refuses overlaps there. */
  readonly referee: 'server' | 'app';
}

export function isInScope(
  { recurrenceId }: { readonly recurrenceId: Instant },
  { scope, recurrenceId: from }: Pick<ChangeWish, 'scope' | 'recurrenceId'>,
): boolean {
  if (scope === 'all') return true;
  return scope === 'one' ? recurrenceId === from : recurrenceId >= from;
}
