import type { RoomRef } from '@/lib/calendar/backend';
import { answerPending } from '@/lib/calendar/backends/mock/attendant';
import type { MockControls, OutsideEvent } from '@/lib/calendar/backends/mock/controls';
import type { Disturbances } from '@/lib/calendar/backends/mock/disturbances';
import type { MockEvent } from '@/lib/calendar/backends/mock/mock-event';
import type { MockState } from '@/lib/calendar/backends/mock/mock-state';
import { zoneId } from '@/lib/core/time/zone';

export function createControls(
  state: MockState,
  disturbances: Disturbances,
  known: { readonly gone: Set<string>; readonly people: Set<string> },
  forgetChanges: () => void,
): MockControls {
  const { store } = state;
  return {
    fault: disturbances.add,
    once: disturbances.once,
    calls: disturbances.calls,
    writeOutside(rooms, event) {
      const written = toOutsideEvent(state, rooms, event);
      store.put(written);
      return written.handle;
    },
    moveOutside(handle, { start, end }) {
      const event = store.get(handle);
      if (!event) throw new Error(`no event ${handle} to move`);
      const dates = event.dates.map((date) => ({ ...date, start, end }));
      store.put({ ...event, dates, version: event.version + 1 });
    },
    removeOutside: (handle) => store.remove(handle),
    answerNow: () => answerPending(store, () => true),
    removeRoom: (roomId) => void known.gone.add(roomId),
    addPerson: (email) => void known.people.add(email),
    forgetChanges,
    peek: () => structuredClone(store.all()),
  };
}

function toOutsideEvent(
  { newId }: MockState,
  rooms: readonly RoomRef[],
  { start, end, ...event }: OutsideEvent,
): MockEvent {
  const handle = newId();
  return {
    handle,
    uid: event.uid ?? `outside-${handle}`,
    version: 1,
    title: event.title ?? 'Outside',
    description: null,
    kind: event.kind ?? 'busy',
    visibility: event.visibility ?? 'default',
    timeZone: zoneId('UTC'),
    organizer: event.organizer ?? null,
    attendees: [],
    dates: event.dates ?? [{ recurrenceId: null, start, end }],
    series: null,
    answers: rooms.map(({ roomId }) => ({ roomId, answer: event.answer ?? 'accepted' })),
    answersAt: null,
  };
}
