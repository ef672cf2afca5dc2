import type { Room } from '@/lib/core/places/room';
import { createNap } from '@/lib/events/nap';
import type { RoomAttendant } from '@/lib/services/attend-rooms';

/** How long after one look at a room the next one is due. */
const lookEveryMs = 1_500;
/** A connection with many rooms is asked no more often than once in this. */
const perRoomMs = 10;
/** Leaves sockets of the connection to those who book. */
const looksPerConnection = 3;
const roomsEveryMs = 5_000;

/**
 * Looks at every attended room again and again, each in its own time: one that is slow keeps one of
 * its connection's turns and no other room. Returns once there are no such rooms, or the signal is
 * aborted and the looks under way have ended.
 * @throws what the attendant throws, after the looks under way have ended.
 */
export async function lookInTurns(attendant: RoomAttendant, signal: AbortSignal): Promise<void> {
  const ending = new AbortController();
  const looks = createLooks(attendant, AbortSignal.any([signal, ending.signal]));
  signal.addEventListener('abort', looks.wake, { once: true });
  let rooms: readonly Room[] = [];
  let roomsUntilMs = 0;
  try {
    while (!signal.aborted) {
      if (performance.now() >= roomsUntilMs) {
        rooms = await attendant.rooms();
        roomsUntilMs = performance.now() + roomsEveryMs;
      }
      if (rooms.length === 0) return;
      looks.begin(rooms);
      await looks.sleep(roomsUntilMs);
    }
  } finally {
    ending.abort();
    signal.removeEventListener('abort', looks.wake);
    await looks.ended();
  }
}

/** The looks under way, and when each room is due again. */
function createLooks(attendant: RoomAttendant, signal: AbortSignal) {
  const nap = createNap();
  const dueAtMs = new Map<string, number>();
  const underWay = new Map<string, Promise<void>>();
  const perConnection = new Map<string, number>();
  let failure: { readonly error: unknown } | null = null;

  const count = ({ connection }: Room, by: number) => {
    perConnection.set(connection.id, (perConnection.get(connection.id) ?? 0) + by);
  };
  const look = async (room: Room, pauseMs: number) => {
    try {
      const answered = await attendant.look(room, signal);
      dueAtMs.set(room.id, performance.now() + (answered > 0 ? 0 : pauseMs));
    } catch (error) {
      failure = { error };
    } finally {
      count(room, -1);
      underWay.delete(room.id);
      nap.wake();
    }
  };
  const isDue = ({ id }: Room) => !underWay.has(id) && (dueAtMs.get(id) ?? 0) <= performance.now();

  return {
    wake: nap.wake,
    /** Begins every look that is due and has its turn, the longest due first. */
    begin(rooms: readonly Room[]) {
      const due = rooms
        .filter(isDue)
        .sort((a, b) => (dueAtMs.get(a.id) ?? 0) - (dueAtMs.get(b.id) ?? 0));
      for (const room of due) {
        const { id } = room.connection;
        if ((perConnection.get(id) ?? 0) >= looksPerConnection) continue;
        const fellows = rooms.filter(({ connection }) => connection.id === id).length;
        count(room, 1);
        underWay.set(room.id, look(room, Math.max(lookEveryMs, fellows * perRoomMs)));
      }
    },
    /** Until a look has ended, a room is due or that time has come. @throws what a look threw. */
    async sleep(untilMs: number) {
      const waiting = [...dueAtMs].filter(([id]) => !underWay.has(id)).map(([, at]) => at);
      const now = performance.now();
      const next = Math.min(untilMs, ...waiting.filter((at) => at > now));
      await nap.sleep(Math.max(0, next - now));
      if (failure) throw failure.error;
    },
    ended: async () => {
      await Promise.all(underWay.values());
    },
  };
}
