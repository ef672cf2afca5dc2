import { randomUUID } from 'node:crypto';
import type { RoomRef } from '@/lib/calendar/backend';
import { createMockBackend } from '@/lib/calendar/backends/mock';
import type { MockFault } from '@/lib/calendar/backends/mock/controls';
import type { MockOptions } from '@/lib/calendar/backends/mock/options';
import { instant } from '@/lib/core/time/instant';
import type { Harness, HarnessMaker, OutsideEvent } from '@/tests/conformance/harness';

/** A mock of these options; its own store is the other road. */
export function mockMaker(name: string, options: MockOptions): HarnessMaker {
  return { name, missing: async () => null, start: async () => startMock(name, options) };
}

function startMock(name: string, options: MockOptions): Harness {
  const backend = createMockBackend({
    options: { pageSize: 7, ...options },
    clock: { now: () => instant(Date.now()) },
    newId: randomUUID,
  });
  const { controls } = backend;
  const fault = async (wanted: MockFault) => {
    const lift = controls.fault(wanted);
    return async () => lift();
  };
  const writeOutside = async (
    room: RoomRef,
    { series, kind, roomAnswer, ...event }: OutsideEvent,
  ) => {
    controls.writeOutside([room], {
      ...event,
      kind: kind === 'cancelled' ? 'free' : (kind ?? 'busy'),
      answer: roomAnswer ?? 'accepted',
      ...(series ? { dates: series.dates } : {}),
    });
  };
  const find = (uid: string) => controls.peek().find((event) => event.uid === uid);
  return {
    name,
    server: 'in memory',
    backend,
    makeRooms: async (count) =>
      Array.from({ length: count }, () => ({ roomId: randomUUID(), address: {} })),
    missingRoom: () => {
      const roomId = randomUUID();
      controls.removeRoom(roomId);
      return { roomId, address: {} };
    },
    peek: async (room) =>
      controls
        .peek()
        .filter((event) => event.answers.some(({ roomId }) => roomId === room.roomId))
        .flatMap(({ uid, title, description, visibility, dates }) =>
          dates.map(({ start, end }) => ({ uid, title, description, visibility, start, end })),
        ),
    peekSeries: async (room) => {
      const [event] = controls
        .peek()
        .filter(({ answers }) => answers.some(({ roomId }) => roomId === room.roomId));
      const dates = event?.dates ?? [];
      return {
        keeps: 'dates',
        dates: dates.flatMap(({ recurrenceId, start, end }) =>
          recurrenceId === null ? [] : [{ recurrenceId, start, end }],
        ),
      };
    },
    writeOutside,
    removeOutside: async (_room, uid) => controls.removeOutside(find(uid)?.handle ?? ''),
    cutOff: () => fault({ method: 'all', error: 'unavailable' }),
    holdAnswers: () => fault({ method: 'all', error: 'no-answer', when: 'after' }),
    dropAnswers: () => fault({ method: 'all', error: 'unavailable', when: 'after' }),
    breakRoom: async ({ roomId }) => {
      await fault({ method: 'doFreeBusy', error: 'bad-response', roomIds: [roomId] });
    },
    people: {
      make: async (count) =>
        Array.from({ length: count }, () => {
          const email = `${randomUUID()}@example.org`;
          controls.addPerson(email);
          return email;
        }),
      missing: () => `${randomUUID()}@example.org`,
      writeOutside: (email, event) => writeOutside({ roomId: email, address: {} }, event),
      breakCalendar: async (email) => {
        await fault({ method: 'doPeopleFreeBusy', error: 'bad-response', roomIds: [email] });
      },
    },
    stop: () => backend.close(),
  };
}
