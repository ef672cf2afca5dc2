import type { SeenEvent } from '@/lib/core/bookings/referee';
import { instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { Scenario } from '@/tests/property/protocol-model/scenario';
import {
  type EventState,
  type Outside,
  other,
  type Side,
  type World,
} from '@/tests/property/protocol-model/world';

export const slot: Interval = { start: instant(0), end: instant(3_600_000) };
export const uids = ['foyer-1', 'foyer-2'] as const;

/** The room's calendar after it has applied a write of ours. */
export function written(event: EventState, { referee, idempotent }: Scenario): EventState {
  if (event === 'none' || event === 'robbed') return referee === 'app' ? 'stands' : 'pending';
  return event === 'stands' && !idempotent ? 'twice' : event;
}

/** After one event of that uid was removed. */
export const removed = (event: EventState): EventState => (event === 'twice' ? 'stands' : 'none');

export const isThere = (event: EventState): boolean => event !== 'none' && event !== 'robbed';

const taking: ReadonlySet<EventState | Outside> = new Set([
  'stands',
  'twice',
  'pending',
  'returned',
]);

/** Whether anybody but that side is in the room. */
export function isBusyFor(side: Side, { bookings, outside }: World): boolean {
  return taking.has(bookings[other(side)].event) || taking.has(outside);
}

/** Every event of the window, as a complete read lists them. */
export function listEvents({ bookings, outside }: World): readonly SeenEvent[] {
  const ours = bookings.flatMap(({ event }, index) => {
    const uid = uids[index] ?? '';
    return isThere(event) ? [{ ...slot, uid, kind: kindOf(event) }] : [];
  });
  const theirs = isOutsideThere(outside)
    ? [{ ...slot, uid: 'from-outside', kind: kindOf(outside) }]
    : [];
  return [...ours, ...theirs];
}

const isOutsideThere = (outside: Outside): boolean =>
  outside !== 'not-yet' && outside !== 'removed';

function kindOf(event: EventState | Outside): SeenEvent['kind'] {
  if (event === 'declined') return 'free';
  return event === 'pending' ? 'tentative' : 'busy';
}

/** What the room attendant of a server answers to a request: first come, first served. */
export function answerOf(accepted: readonly (EventState | Outside)[]): 'stands' | 'declined' {
  return accepted.some((event) => event === 'stands') ? 'declined' : 'stands';
}
