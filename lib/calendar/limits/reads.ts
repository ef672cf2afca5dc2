import type { EventPage, EventRef } from '@/lib/calendar/backend';
import type { Capabilities } from '@/lib/calendar/capabilities';
import type { CallOptions, FindOptions } from '@/lib/calendar/limits/call-options';
import type { CallPlan } from '@/lib/calendar/limits/call-plan';
import { callWithRetries } from '@/lib/calendar/limits/call-with-retries';
import { checkChangePage } from '@/lib/calendar/limits/check-change-page';
import { checkEvent } from '@/lib/calendar/limits/check-event';
import { checkOccurrences } from '@/lib/calendar/limits/check-occurrences';
import { createDeadline } from '@/lib/calendar/limits/deadline';
import { type FacadeParts, withinDeadline } from '@/lib/calendar/limits/facade-parts';
import { type CallPage, listAllEvents } from '@/lib/calendar/limits/list-all-events';
import { toRoomRef } from '@/lib/calendar/limits/to-room-ref';
import { translateThrown } from '@/lib/calendar/limits/translate-thrown';
import type { ConnectionSummary, Room } from '@/lib/core/places/room';
import type { Interval } from '@/lib/core/time/interval';

type Question<T> = Pick<CallPlan<T>, 'method' | 'send'>;

/** The facade's reads of single rooms and of what rooms there are: any may be tried again. */
export function createReads(parts: FacadeParts) {
  const { caller, random, deadlines } = parts;
  const ask = <T>(connection: ConnectionSummary, options: CallOptions, question: Question<T>) =>
    withinDeadline(parts, options, deadlines.readMs, (frame) => {
      const plan = { ...frame, ...question, connection, write: false, repeatable: () => true };
      return callWithRetries(caller, plan, random);
    });

  return {
    listEvents: (room: Room, window: Interval, options: CallOptions) =>
      withinDeadline(parts, options, deadlines.readMs, (frame) => {
        const callPage: CallPage = (page) => {
          const plan: CallPlan<EventPage> = { ...frame, ...page, connection: room.connection };
          return callWithRetries(caller, plan, random);
        };
        return listAllEvents(toRoomRef(room), window, callPage);
      }),
    findByUid: (room: Room, uid: string, { unfinished = false, ...options }: FindOptions) =>
      ask(room.connection, options, {
        method: 'doFindByUid',
        send: async (backend, context) => {
          const query = { rooms: [toRoomRef(room)], uid, ...(unfinished ? { unfinished } : {}) };
          const event = await backend.doFindByUid(query, context);
          return event === null ? null : checkEvent(event, uid);
        },
      }),
    get: (room: Room, ref: EventRef, options: CallOptions) =>
      ask(room.connection, options, {
        method: 'doGet',
        send: async (backend, context) => checkEvent(await backend.doGet(ref, context), ref.uid),
      }),
    listOccurrences: (room: Room, ref: EventRef, window: Interval, options: CallOptions) =>
      ask(room.connection, options, {
        method: 'doListOccurrences',
        send: async (backend, context) =>
          checkOccurrences(await backend.doListOccurrences({ ref, window }, context), ref, window),
      }),
    listChanges: (room: Room, cursor: string | null, options: CallOptions) =>
      ask(room.connection, options, {
        method: 'doListChanges',
        send: async (backend, context) => {
          const page = await backend.doListChanges({ room: toRoomRef(room), cursor }, context);
          return checkChangePage(page, cursor);
        },
      }),
    listRooms: (connection: ConnectionSummary, options: CallOptions) =>
      ask(connection, options, {
        method: 'doListRooms',
        send: (backend, context) => backend.admin.doListRooms(context),
      }),
    capabilities: (connection: ConnectionSummary) => readCapabilities(parts, connection),
  };
}

async function readCapabilities(
  { routing, clock, deadlines }: FacadeParts,
  connection: ConnectionSummary,
): Promise<Capabilities> {
  const deadline = createDeadline(new AbortController().signal, deadlines.readMs, clock);
  try {
    const backend = await deadline.race(routing.backendFor(connection));
    return backend.capabilities;
  } catch (thrown) {
    throw translateThrown(thrown, deadline);
  } finally {
    deadline.end();
  }
}
