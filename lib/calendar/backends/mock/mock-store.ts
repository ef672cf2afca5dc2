import type { Answer, CalendarEvent, EventRemoval, EventTouch } from '@/lib/calendar/backend';
import { fromMockEvent, type MockEvent } from '@/lib/calendar/backends/mock/mock-event';
import { byStart, type Interval, overlaps } from '@/lib/core/time/interval';

interface ChangeLine {
  readonly roomId: string;
  readonly change: EventRemoval | EventTouch;
}

/** Events in memory with their change feed. It knows no faults and refuses nothing. */
export interface MockStore {
  all(): readonly MockEvent[];
  get(handle: string): MockEvent | null;
  byUid(uid: string): MockEvent | null;
  /** Writes the event, new or in place of its last version. */
  put(event: MockEvent): void;
  remove(handle: string): void;
  /** Dates in the room that overlap the window, sorted by start, every kind among them. */
  inRoom(roomId: string, window: Interval): readonly CalendarEvent[];
  /** True when another event takes the room in one of these stretches. */
  isTaken(roomId: string, pieces: readonly Interval[], by: Taking): boolean;
  setAnswer(handle: string, roomId: string, answer: Answer): MockEvent | null;
  changes(roomId: string, from: number): readonly (EventRemoval | EventTouch)[];
  /** Lines of the change feed so far. */
  changeCount(): number;
}

/** Which answers of other events take a room. */
export interface Taking {
  readonly answers: readonly Answer[];
  /** The event that may overlap itself. */
  readonly except: string | null;
}

export function createMockStore(): MockStore {
  const events = new Map<string, MockEvent>();
  const lines: ChangeLine[] = [];
  const note = (event: MockEvent, change: EventRemoval | EventTouch) => {
    for (const { roomId } of event.answers) lines.push({ roomId, change });
  };
  const store: MockStore = {
    all: () => [...events.values()],
    get: (handle) => events.get(handle) ?? null,
    byUid: (uid) => store.all().find((event) => event.uid === uid) ?? null,
    put(event) {
      const before = events.get(event.handle);
      events.set(event.handle, event);
      for (const roomId of roomsLeft(before, event)) {
        lines.push({ roomId, change: { handle: event.handle, removed: true } });
      }
      note(event, { handle: event.handle, removed: false, uid: event.uid });
    },
    remove(handle) {
      const event = events.get(handle);
      if (!event) return;
      events.delete(handle);
      note(event, { handle, removed: true });
    },
    inRoom: (roomId, window) => datesInRoom(store.all(), roomId, window),
    isTaken: (roomId, pieces, taking) => isTaken(store.all(), roomId, pieces, taking),
    setAnswer(handle, roomId, answer) {
      const event = events.get(handle);
      if (!event) return null;
      const answers = event.answers.map((each) =>
        each.roomId === roomId ? { roomId, answer } : each,
      );
      const answered = { ...event, answers, version: event.version + 1 };
      store.put(answered);
      return answered;
    },
    changes: (roomId, from) =>
      lines
        .slice(from)
        .filter((line) => line.roomId === roomId)
        .map(({ change }) => change),
    changeCount: () => lines.length,
  };
  return store;
}

function roomsLeft(before: MockEvent | undefined, after: MockEvent): readonly string[] {
  const kept = new Set(after.answers.map(({ roomId }) => roomId));
  return (before?.answers ?? []).flatMap(({ roomId }) => (kept.has(roomId) ? [] : [roomId]));
}

function datesInRoom(
  events: readonly MockEvent[],
  roomId: string,
  window: Interval,
): readonly CalendarEvent[] {
  return events
    .filter((event) => event.answers.some((answer) => answer.roomId === roomId))
    .flatMap((event) => event.dates.map((date) => fromMockEvent(event, date, roomId)))
    .filter((date) => overlaps(date, window))
    .sort(byStart);
}

function isTaken(
  events: readonly MockEvent[],
  roomId: string,
  pieces: readonly Interval[],
  { answers, except }: Taking,
): boolean {
  return events
    .filter((event) => event.kind !== 'free' && event.handle !== except)
    .filter((event) =>
      event.answers.some((each) => each.roomId === roomId && answers.includes(each.answer)),
    )
    .some((event) => event.dates.some((date) => pieces.some((piece) => overlaps(date, piece))));
}
