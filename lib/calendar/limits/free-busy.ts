import type { RoomFreeBusy, RoomRef } from '@/lib/calendar/backend';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { BackendError } from '@/lib/calendar/errors';
import type { CallOptions } from '@/lib/calendar/limits/call-options';
import { createCoalescer } from '@/lib/calendar/limits/coalescer';
import { type FacadeParts, withinDeadline } from '@/lib/calendar/limits/facade-parts';
import { isStretch } from '@/lib/calendar/limits/is-stretch';
import { type FreeBusyAsking, readFreeBusy } from '@/lib/calendar/limits/read-free-busy';
import { toRoomRef } from '@/lib/calendar/limits/to-room-ref';
import { translateThrown } from '@/lib/calendar/limits/translate-thrown';
import type { ConnectionSummary, Room } from '@/lib/core/places/room';
import type { Interval } from '@/lib/core/time/interval';

export interface FreeBusyOptions extends CallOptions {
  /** Asks the backend now, rather than share an equal question that is under way. */
  readonly fresh?: boolean;
  /** Of a fresh question: only what overlaps these matters; what does not may be left out. */
  readonly stretches?: readonly Interval[];
}

/** The rooms of one connection. */
interface Group {
  readonly connection: ConnectionSummary;
  readonly rooms: readonly RoomRef[];
}

type Answers = readonly RoomFreeBusy[];

/** The facade's free/busy, over any rooms of any connections. */
export function createFreeBusy(parts: FacadeParts) {
  const coalescer = createCoalescer<Answers>();

  const readGroup = (group: Group, window: Interval, options: FreeBusyOptions): Promise<Answers> =>
    withinDeadline(parts, options, parts.deadlines.freeBusyMs, async (frame) => {
      const { connection, rooms } = group;
      try {
        const opening = parts.routing.backendFor(connection);
        const { capabilities } = await frame.deadline.race(opening);
        const { concurrency } = capabilities;
        const asking = askingRooms(capabilities, options);
        const read = { rooms, window, asking, concurrency, plan: { ...frame, connection } };
        return await readFreeBusy(read, parts.caller, parts.random);
      } catch (thrown) {
        const error = translateThrown(thrown, frame.deadline);
        if (error.code === 'aborted') throw error;
        return rooms.map(({ roomId }) => ({ roomId, known: false, error }));
      }
    });
  const askGroup = (group: Group, window: Interval, options: FreeBusyOptions) =>
    options.fresh
      ? readGroup(group, window, options)
      : coalescer.join(
          group.connection.id,
          keyOf(group, window, options),
          options.signal,
          (signal) => readGroup(group, window, { ...options, signal }),
        );

  return {
    read: async (rooms: readonly Room[], window: Interval, options: FreeBusyOptions) => {
      if (!isStretch(window)) throw new BackendError('invalid-request', 'the window is empty');
      const asked = groupByConnection(rooms).map((group) => askGroup(group, window, options));
      const answers = (await Promise.all(asked)).flat();
      const byRoom = new Map(answers.map((answer) => [answer.roomId, answer]));
      return inOrder(rooms, byRoom);
    },
    /** Later questions do not share those under way on that connection. */
    forget: (connectionId: string) => coalescer.forget(connectionId),
  };
}

function askingRooms({ freeBusy }: Capabilities, { stretches }: FreeBusyOptions): FreeBusyAsking {
  return {
    method: 'doFreeBusy',
    limits: { perCall: freeBusy.roomsPerCall, windowDays: freeBusy.windowDays },
    ask: (backend, part, context) =>
      backend.doFreeBusy({ ...part, ...(stretches ? { stretches } : {}) }, context),
  };
}

/** A room named twice is asked once; of several revisions the newest counts. */
function groupByConnection(rooms: readonly Room[]): readonly Group[] {
  const groups = new Map<string, { connection: ConnectionSummary; rooms: RoomRef[] }>();
  for (const room of new Map(rooms.map((each) => [each.id, each])).values()) {
    const { connection } = room;
    const group = groups.get(connection.id) ?? { connection, rooms: [] };
    if (connection.revision > group.connection.revision) group.connection = connection;
    group.rooms.push(toRoomRef(room));
    groups.set(connection.id, group);
  }
  return [...groups.values()];
}

function keyOf({ connection, rooms }: Group, window: Interval, options: FreeBusyOptions): string {
  const addresses = rooms
    .map(({ roomId, address }) => JSON.stringify([roomId, address.email, address.calendarUrl]))
    .sort();
  const { onBehalfOf, deadlineMs } = options;
  const { start, end } = window;
  return JSON.stringify([connection.revision, start, end, onBehalfOf, deadlineMs, addresses]);
}

function inOrder(
  rooms: readonly Room[],
  answers: ReadonlyMap<string, RoomFreeBusy>,
): ReadonlyMap<string, RoomFreeBusy> {
  return new Map(rooms.map(({ id }) => [id, answers.get(id) ?? unanswered(id)]));
}

function unanswered(roomId: string): RoomFreeBusy {
  const error = new BackendError('bad-response', 'nobody answered for the room');
  return { roomId, known: false, error };
}
