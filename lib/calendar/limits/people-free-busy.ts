import type { PersonFreeBusy, RoomRef } from '@/lib/calendar/backend';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { BackendError } from '@/lib/calendar/errors';
import type { CallOptions } from '@/lib/calendar/limits/call-options';
import { type FacadeParts, withinDeadline } from '@/lib/calendar/limits/facade-parts';
import { isStretch } from '@/lib/calendar/limits/is-stretch';
import { peopleAsRooms, toPersonFreeBusy } from '@/lib/calendar/limits/people-as-rooms';
import { type FreeBusyAsking, readFreeBusy } from '@/lib/calendar/limits/read-free-busy';
import { toRoomRef } from '@/lib/calendar/limits/to-room-ref';
import { translateThrown } from '@/lib/calendar/limits/translate-thrown';
import type { Room } from '@/lib/core/places/room';
import type { Interval } from '@/lib/core/time/interval';

/** The facade's free/busy of people: asked, split and checked as that of rooms, by their addresses. */
export function createPeopleFreeBusy(parts: FacadeParts) {
  return async (
    room: Room,
    emails: readonly string[],
    window: Interval,
    options: CallOptions,
  ): Promise<readonly PersonFreeBusy[]> => {
    if (!isStretch(window)) throw new BackendError('invalid-request', 'the window is empty');
    const people = peopleAsRooms([...new Set(emails)]);
    const { connection } = room;
    return withinDeadline(parts, options, parts.deadlines.freeBusyMs, async (frame) => {
      try {
        const opening = parts.routing.backendFor(connection);
        const { capabilities } = await frame.deadline.race(opening);
        const { concurrency } = capabilities;
        const asking = askingPeople(capabilities, toRoomRef(room));
        const plan = { ...frame, connection };
        const read = { rooms: people, window, asking, concurrency, plan };
        return (await readFreeBusy(read, parts.caller, parts.random)).map(toPersonFreeBusy);
      } catch (thrown) {
        const error = translateThrown(thrown, frame.deadline);
        if (error.code === 'aborted') throw error;
        return people.map(({ roomId }) => ({ email: roomId, known: false, error }));
      }
    });
  };
}

/** @throws BackendError `unsupported` where people are not told of. */
function askingPeople({ peopleFreeBusy }: Capabilities, room: RoomRef): FreeBusyAsking {
  if (!peopleFreeBusy) throw new BackendError('unsupported', 'it does not tell of people');
  const { peoplePerCall, windowDays } = peopleFreeBusy;
  return {
    method: 'doPeopleFreeBusy',
    limits: { perCall: peoplePerCall, windowDays },
    ask: async (backend, { rooms, window }, context) => {
      const emails = rooms.map(({ roomId }) => roomId);
      const answers = await backend.doPeopleFreeBusy({ room, emails, window }, context);
      return answers.map(({ email, ...answer }) => ({ roomId: email, ...answer }));
    },
  };
}
