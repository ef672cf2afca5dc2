import type {
  Answer,
  EventChange,
  EventDraft,
  EventRef,
  RoomRef,
  Scope,
} from '@/lib/calendar/backend';
import { type MockEvent, toRef } from '@/lib/calendar/backends/mock/mock-event';
import { changeDate, changeTimes, draftTimes } from '@/lib/calendar/backends/mock/mock-series';
import type { MockState } from '@/lib/calendar/backends/mock/mock-state';
import { checkChange, checkDraft } from '@/lib/calendar/backends/shared/check-draft';
import { isTimeChange } from '@/lib/calendar/backends/shared/series/change-series';
import { targetDate } from '@/lib/calendar/backends/shared/series/target-date';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import { BackendError, type BackendErrorCode } from '@/lib/calendar/errors';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

export function createEvent(state: MockState, draft: EventDraft): EventRef {
  checkDraft(draft, state.capabilities);
  requireRooms(state, draft.rooms);
  const event = toMockEvent(state, structuredClone(draft));
  const before = state.store.byUid(draft.uid);
  if (before && contentOf(before) !== contentOf(event)) {
    throw refused('conflict', 'another event has this uid');
  }
  if (before) return toRef(before);
  refuseOverlap(state, event);
  state.store.put(event);
  return toRef(event);
}

export function updateEvent(
  state: MockState,
  ref: EventRef,
  change: EventChange,
  scope: Scope,
): EventRef {
  checkChange(change, scope, state.capabilities);
  requireRooms(state, change.rooms ?? []);
  const before = current(state, ref);
  const date = namedDate(before, ref, scope);
  const event = {
    ...(date === null
      ? changeWhole(before, structuredClone(change))
      : { ...before, dates: changeDate(before, date, structuredClone(change)) }),
    ...askingAnew(state, before, change),
    version: before.version + 1,
  };
  refuseOverlap(state, event);
  state.store.put(event);
  return toRef(event, date);
}

function changeWhole(before: MockEvent, change: EventChange): MockEvent {
  const { start: _start, end: _end, recurrence: _rule, rooms: _rooms, ...texts } = change;
  return { ...before, ...texts, ...changeTimes(before, change) };
}

/** Cancelling the last date of a series that is left cancels the series. */
export function cancelEvent(state: MockState, ref: EventRef, scope: Scope): void {
  const event = current(state, ref);
  const date = namedDate(event, ref, scope);
  const dates = date === null ? [] : event.dates.filter((each) => each.recurrenceId !== date);
  if (date === null || dates.length === 0) {
    state.store.remove(event.handle);
    return;
  }
  const { series } = event;
  const left = series && { ...series, exceptions: [...series.exceptions, date] };
  state.store.put({ ...event, series: left, dates, version: event.version + 1 });
}

function namedDate({ dates }: MockEvent, ref: EventRef, scope: Scope): Instant | null {
  const date = targetDate(ref, scope, dates[0]?.recurrenceId !== null);
  if (date === null || dates.some((each) => each.recurrenceId === date)) return date;
  throw refused('event-not-found', 'the series has no such date');
}

export function respondToEvent(
  state: MockState,
  ref: EventRef,
  room: RoomRef,
  answer: Answer,
): EventRef {
  refuseDateOfSeries(ref);
  const { handle, dates, answers } = current(state, ref);
  if (!answers.some(({ roomId }) => roomId === room.roomId)) {
    throw refused('room-not-found', 'the event is not in this room');
  }
  if (answer !== 'declined') refuseTaken(state, room.roomId, dates, handle);
  const answered = state.store.setAnswer(handle, room.roomId, answer);
  return answered ? toRef(answered) : ref;
}

function current({ store }: MockState, ref: EventRef): MockEvent {
  const event = store.get(ref.handle);
  if (!event) throw refused('event-not-found', 'no such event in this mock');
  if (ref.version !== null && ref.version !== String(event.version)) {
    throw refused('stale', 'the event has changed since it was read');
  }
  return event;
}

function refuseOverlap(state: MockState, { handle, answers, dates, kind }: MockEvent): void {
  if (kind === 'free') return;
  for (const { roomId, answer } of answers) {
    if (answer !== 'declined') refuseTaken(state, roomId, dates, handle);
  }
}

/** Only a calendar whose answers come at once can refuse; a late one declines later. */
function refuseTaken(
  { store, capabilities }: MockState,
  roomId: string,
  dates: readonly Interval[],
  except: string,
): void {
  if (capabilities.referee !== 'server' || capabilities.roomAnswer !== 'immediate') return;
  const answers = ['accepted', 'tentative', 'pending'] as const;
  if (!store.isTaken(roomId, dates, { answers, except })) return;
  throw refused('conflict', 'the room is taken at that time');
}

function toMockEvent(state: MockState, draft: EventDraft): MockEvent {
  return {
    handle: state.newId(),
    uid: draft.uid,
    version: 1,
    title: draft.title,
    description: draft.description ?? null,
    kind: 'busy',
    visibility: draft.visibility,
    organizer: draft.organizer,
    attendees: draft.attendees,
    ...draftTimes(draft),
    ...asking(state, draft.rooms),
  };
}

/** Rooms are asked when an event is new and when it moves; they accept at once or answer later. */
function asking(
  { capabilities, answerAfterMs, clock }: MockState,
  rooms: readonly { readonly roomId: string }[],
): Pick<MockEvent, 'answers' | 'answersAt'> {
  const late = capabilities.roomAnswer === 'later';
  const answer = late ? 'pending' : 'accepted';
  const due = late && answerAfterMs !== null;
  return {
    answers: rooms.map(({ roomId }) => ({ roomId, answer })),
    answersAt: due ? addMs(clock.now(), answerAfterMs) : null,
  };
}

/** Rooms that stay go on with the answer they gave, as long as the times do. */
function askingAnew(
  state: MockState,
  before: MockEvent,
  change: EventChange,
): Pick<MockEvent, 'answers' | 'answersAt'> {
  const asked = asking(state, change.rooms ?? before.answers);
  if (isTimeChange(change)) return asked;
  const given = new Map(before.answers.map((each) => [each.roomId, each]));
  const isNew = asked.answers.some(({ roomId }) => !given.has(roomId));
  return {
    answers: asked.answers.map((each) => given.get(each.roomId) ?? each),
    answersAt: isNew ? asked.answersAt : before.answersAt,
  };
}

function requireRooms(state: MockState, rooms: readonly RoomRef[]): void {
  if (rooms.every(({ roomId }) => state.isKnown(roomId))) return;
  throw refused('room-not-found', 'no such room in this mock');
}

function contentOf({ handle, version, answers, answersAt, ...content }: MockEvent): string {
  return JSON.stringify([content, answers.map(({ roomId }) => roomId).sort()]);
}

function refuseDateOfSeries({ recurrenceId }: EventRef): void {
  if (recurrenceId !== null) unsupported('rooms answer for a whole series here');
}

function refused(code: BackendErrorCode, message: string): BackendError {
  return new BackendError(code, message, { outcome: 'not-applied' });
}
