import type {
  Answer,
  CalendarBackend,
  EventChange,
  EventDraft,
  EventRef,
  RoomRef,
  Scope,
} from '@/lib/calendar/backend';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { BackendError } from '@/lib/calendar/errors';
import type { CallOptions } from '@/lib/calendar/limits/call-options';
import type { CallPlan } from '@/lib/calendar/limits/call-plan';
import { callWithRetries } from '@/lib/calendar/limits/call-with-retries';
import { checkEventRef } from '@/lib/calendar/limits/check-event';
import { type FacadeParts, withinDeadline } from '@/lib/calendar/limits/facade-parts';
import { toRoomRef } from '@/lib/calendar/limits/to-room-ref';
import type { ConnectionSummary, Room } from '@/lib/core/places/room';

type Order<T> = Pick<CallPlan<T>, 'method' | 'send'> & {
  readonly repeatable?: (capabilities: Capabilities) => boolean;
};

/**
 * The facade's writes. Only a create is ever tried again. After each, whatever came of it, `changed`
 * is told the connection: reads begun before say nothing to those who ask now.
 */
export function createWrites(parts: FacadeParts, changed: (connectionId: string) => void) {
  const write = async <T>(connection: ConnectionSummary, options: CallOptions, order: Order<T>) => {
    const { repeatable = () => false, ...rest } = order;
    try {
      return await withinDeadline(parts, options, parts.deadlines.writeMs, (frame) =>
        callWithRetries(
          parts.caller,
          { ...frame, ...rest, connection, write: true, repeatable },
          parts.random,
        ),
      );
    } finally {
      changed(connection.id);
    }
  };

  return {
    create: async (
      rooms: readonly Room[],
      draft: Omit<EventDraft, 'rooms'>,
      options: CallOptions,
    ): Promise<EventRef> =>
      write(commonConnection(rooms), options, {
        method: 'doCreate',
        repeatable: (capabilities) => capabilities.idempotentCreate,
        send: async (backend, context) => {
          refuseTooManyRooms(backend, rooms);
          const event = { ...draft, rooms: rooms.map(toRoomRef) };
          return checkEventRef(await backend.doCreate(event, context), draft.uid);
        },
      }),
    update: (
      room: Room,
      ref: EventRef,
      change: EventChange,
      scope: Scope,
      options: CallOptions,
    ): Promise<EventRef> =>
      write(room.connection, options, {
        method: 'doUpdate',
        send: async (backend, context) => {
          if (change.rooms) refuseNewRooms(backend, change.rooms);
          return checkEventRef(await backend.doUpdate(ref, change, scope, context), ref.uid);
        },
      }),
    cancel: (room: Room, ref: EventRef, scope: Scope, options: CallOptions): Promise<void> =>
      write(room.connection, options, {
        method: 'doCancel',
        send: async (backend, context) => backend.doCancel(ref, scope, context),
      }),
    respond: (room: Room, ref: EventRef, answer: Answer, options: CallOptions): Promise<EventRef> =>
      write(room.connection, options, {
        method: 'doRespond',
        send: async (backend, context) =>
          checkEventRef(await backend.doRespond(ref, toRoomRef(room), answer, context), ref.uid),
      }),
  };
}

function commonConnection(rooms: readonly Room[]): ConnectionSummary {
  const [first] = rooms;
  if (first === undefined) throw invalid('a meeting needs a room');
  if (rooms.some((room) => room.connection.id !== first.connection.id)) {
    throw invalid('the rooms of one event share one connection');
  }
  return first.connection;
}

function invalid(message: string): BackendError {
  return new BackendError('invalid-request', message, { outcome: 'not-applied' });
}

function refuseNewRooms(backend: CalendarBackend, rooms: readonly RoomRef[]): void {
  refuseTooManyRooms(backend, rooms);
  if (backend.capabilities.roomsPerEvent > 1) return;
  throw new BackendError('unsupported', 'an event cannot change its room here', {
    outcome: 'not-applied',
  });
}

function refuseTooManyRooms(backend: CalendarBackend, rooms: readonly unknown[]): void {
  const most = backend.capabilities.roomsPerEvent;
  if (rooms.length <= most) return;
  throw new BackendError('unsupported', `one event names at most ${most} rooms here`, {
    outcome: 'not-applied',
  });
}
