import type {
  CalendarEvent,
  ChangePage,
  EventPage,
  EventRef,
  FindByUidQuery,
  FreeBusyQuery,
  ListChangesQuery,
  ListEventsQuery,
  ListOccurrencesQuery,
  PeopleFreeBusyQuery,
  PersonFreeBusy,
  RoomFreeBusy,
  RoomRef,
} from '@/lib/calendar/backend';
import {
  fromMockEvent,
  fromWholeMockEvent,
  type MockEvent,
} from '@/lib/calendar/backends/mock/mock-event';
import type { MockState } from '@/lib/calendar/backends/mock/mock-state';
import { BackendError } from '@/lib/calendar/errors';
import { toPersonFreeBusy } from '@/lib/calendar/limits/people-as-rooms';
import { type BusyInterval, withinWindow } from '@/lib/core/availability/busy';
import type { Instant } from '@/lib/core/time/instant';
import { byStart, type Interval, overlaps } from '@/lib/core/time/interval';

export function readFreeBusy(
  state: MockState,
  { rooms, window }: FreeBusyQuery,
  failureOf: (roomId: string) => BackendError | null,
): readonly RoomFreeBusy[] {
  return rooms.map(({ roomId }) => {
    const error = failureOf(roomId) ?? (state.isKnown(roomId) ? null : roomNotFound());
    if (error) return { roomId, known: false, error };
    return { roomId, known: true, busy: busyIn(state, roomId, window) };
  });
}

export function readPeopleFreeBusy(
  state: MockState,
  { emails, window }: PeopleFreeBusyQuery,
  failureOf: (email: string) => BackendError | null,
): readonly PersonFreeBusy[] {
  return emails.map((email) => {
    const error = failureOf(email) ?? (state.isPerson(email) ? null : nobody());
    if (error) return { email, known: false, error };
    return toPersonFreeBusy({ roomId: email, known: true, busy: busyIn(state, email, window) });
  });
}

function busyIn({ store }: MockState, roomId: string, window: Interval): readonly BusyInterval[] {
  const busy = store
    .inRoom(roomId, window)
    .flatMap(({ kind, start, end, ref }) =>
      kind === 'free' ? [] : [{ kind, start, end, uid: ref.uid }],
    );
  return withinWindow(busy, window);
}

/** The cursor counts the events already given; the mock changes too rarely for it to matter. */
export function listEvents(state: MockState, query: ListEventsQuery): EventPage {
  requireRooms(state, [query.room]);
  const from = query.cursor === null ? 0 : Number(query.cursor);
  if (!Number.isSafeInteger(from)) throw new BackendError('invalid-request', 'a foreign cursor');
  const events = state.store.inRoom(query.room.roomId, query.window);
  const to = from + state.pageSize;
  return { events: events.slice(from, to), nextCursor: to < events.length ? String(to) : null };
}

export function findByUid(state: MockState, { rooms, uid }: FindByUidQuery): CalendarEvent | null {
  requireRooms(state, rooms);
  const event = state.store.byUid(uid);
  const asked = new Set(rooms.map((room) => room.roomId));
  if (!event?.answers.some(({ roomId }) => asked.has(roomId))) return null;
  return fromWholeMockEvent(event);
}

export function getEvent({ store }: MockState, ref: EventRef): CalendarEvent {
  const event = store.get(ref.handle);
  const found = event && findDate(event, ref.recurrenceId);
  if (!found) throw eventNotFound();
  return found;
}

export function listOccurrences(
  { store }: MockState,
  { ref, window }: ListOccurrencesQuery,
): readonly CalendarEvent[] {
  const event = store.get(ref.handle);
  if (!event) throw eventNotFound();
  return event.dates
    .filter((date) => overlaps(date, window))
    .map((date) => fromMockEvent(event, date))
    .sort(byStart);
}

function findDate(event: MockEvent, recurrenceId: Instant | null): CalendarEvent | null {
  if (recurrenceId === null) return fromWholeMockEvent(event);
  const date = event.dates.find((each) => each.recurrenceId === recurrenceId);
  return date ? fromMockEvent(event, date) : null;
}

export function listChanges(state: MockState, { room, cursor }: ListChangesQuery): ChangePage {
  requireRooms(state, [room]);
  const here = `m1.${state.epoch()}.${state.store.changeCount()}`;
  if (cursor === null) return { gap: false, changes: [], cursor: here, more: false };
  const [, epoch, from] = /^m1\.(\d{1,15})\.(\d{1,15})$/.exec(cursor) ?? [];
  const unknown = Number(epoch) !== state.epoch() || Number(from) > state.store.changeCount();
  if (from === undefined || unknown) return { gap: true, cursor: here };
  const changes = state.store.changes(room.roomId, Number(from));
  return { gap: false, changes, cursor: here, more: false };
}

function requireRooms(state: MockState, rooms: readonly RoomRef[]): void {
  if (!rooms.every(({ roomId }) => state.isKnown(roomId))) throw roomNotFound();
}

function eventNotFound(): BackendError {
  return new BackendError('event-not-found', 'no such event in this mock');
}

function nobody(): BackendError {
  return new BackendError('room-not-found', 'nobody in this mock has the address');
}

function roomNotFound(): BackendError {
  return new BackendError('room-not-found', 'no such room in this mock');
}
