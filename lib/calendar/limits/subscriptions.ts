import type { BackendPush, CalendarBackend, PushTarget } from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';
import type { CallOptions } from '@/lib/calendar/limits/call-options';
import type { CallPlan } from '@/lib/calendar/limits/call-plan';
import { callWithRetries } from '@/lib/calendar/limits/call-with-retries';
import { type FacadeParts, withinDeadline } from '@/lib/calendar/limits/facade-parts';
import { toRoomRef } from '@/lib/calendar/limits/to-room-ref';
import type { ConnectionSummary, Room } from '@/lib/core/places/room';

type Order<T> = Pick<CallPlan<T>, 'method' | 'send'>;

/** The facade's notices of changes: each call is made once, and whoever wants it makes it again later. */
export function createSubscriptions(parts: FacadeParts) {
  const order = <T>(connection: ConnectionSummary, options: CallOptions, what: Order<T>) =>
    withinDeadline(parts, options, parts.deadlines.writeMs, (frame) => {
      const plan = { ...frame, ...what, connection, write: true, repeatable: () => false };
      return callWithRetries(parts.caller, plan, parts.random);
    });
  return {
    subscribe: (room: Room, target: PushTarget, options: CallOptions) =>
      order(room.connection, options, {
        method: 'doSubscribe',
        send: async (backend, context) =>
          pushOf(backend).doSubscribe(toRoomRef(room), target, context),
      }),
    renewSubscription: (
      connection: ConnectionSummary,
      subscriptionId: string,
      options: CallOptions,
    ) =>
      order(connection, options, {
        method: 'doRenew',
        send: async (backend, context) => pushOf(backend).doRenew(subscriptionId, context),
      }),
  };
}

function pushOf({ push }: CalendarBackend): BackendPush {
  if (push) return push;
  throw new BackendError('unsupported', 'this calendar system sends no notices', {
    outcome: 'not-applied',
  });
}
