import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type {
  CalendarBackend,
  CalendarEvent,
  CallContext,
  EventDraft,
  EventRef,
  RoomRef,
} from '@/lib/calendar/backend';
import type { Capabilities } from '@/lib/calendar/capabilities';
import { BackendError, type BackendErrorCode, backendErrorCodes } from '@/lib/calendar/errors';
import type { BusyInterval } from '@/lib/core/availability/busy';
import { addMs, type Instant, minuteMs, parseInstant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import type { Harness, OutsideEvent, Undo } from '@/tests/conformance/harness';
import { deepFreeze } from '@/tests/conformance/support/deep-freeze';

/** One promise of the port. It throws when the backend breaks it. */
export interface Check {
  readonly name: string;
  run(ctx: CheckContext): Promise<void>;
}

export interface CheckContext {
  readonly harness: Harness;
  /** The backend of the harness, or a saboteur around it. */
  readonly backend: CalendarBackend;
  readonly capabilities: Capabilities;
  /** Kept for after the check, also when it fails or hangs. */
  defer(undo: Undo): void;
}

const patienceMs = 20_000;

export function call(signal: AbortSignal = AbortSignal.timeout(patienceMs)): CallContext {
  return { signal, requestId: randomUUID() };
}

/** @param text RFC 3339 */
export function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`not an instant: ${text}`);
  return parsed;
}

/** @param start RFC 3339 */
export function span(start: string, minutes: number): Interval {
  return { start: at(start), end: addMs(at(start), minutes * minuteMs) };
}

export async function oneRoom({ harness }: CheckContext): Promise<RoomRef> {
  const [room] = await harness.makeRooms(1);
  if (!room) throw new Error('the harness made no room');
  return deepFreeze(room);
}

export async function roomsOf({ harness }: CheckContext, count: number) {
  return deepFreeze(await harness.makeRooms(count));
}

export function draftOf(
  rooms: readonly RoomRef[],
  when: Interval,
  overrides: Partial<EventDraft> = {},
): EventDraft {
  return deepFreeze({
    uid: `${randomUUID()}@conformance.example`,
    rooms,
    start: when.start,
    end: when.end,
    timeZone: zoneId('Europe/Paris'),
    title: 'Conformance',
    organizer: { email: 'alice@example.org', name: 'Alice' },
    attendees: [],
    visibility: 'default' as const,
    ...overrides,
  });
}

export function outside(when: Interval, more: Partial<OutsideEvent> = {}): OutsideEvent {
  return { uid: `${randomUUID()}@outside.example`, start: when.start, end: when.end, ...more };
}

/** Busy times of one room that must be known, without the uids that not every backend tells. */
export async function busyOf(
  { backend }: CheckContext,
  room: RoomRef,
  { start, end }: Interval,
  stretches?: readonly Interval[],
): Promise<readonly BusyInterval[]> {
  const query = deepFreeze({
    rooms: [room],
    window: { start, end },
    ...(stretches ? { stretches } : {}),
  });
  const answers = await backend.doFreeBusy(query, call());
  assert.equal(answers.length, 1, 'one answer for one room');
  const [answer] = answers;
  assert.ok(answer?.known, 'the room is known');
  return answer.busy.map(({ start, end, kind }) => ({ start, end, kind }));
}

export function busy(when: Interval, kind: BusyInterval['kind'] = 'busy'): BusyInterval {
  return { start: when.start, end: when.end, kind };
}

/** Every page of a room's events. */
export async function eventsOf(
  { backend }: Pick<CheckContext, 'backend'>,
  room: RoomRef,
  window: Interval,
): Promise<readonly CalendarEvent[]> {
  const events: CalendarEvent[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 100; pages += 1) {
    const query = deepFreeze({ room, window: { start: window.start, end: window.end }, cursor });
    const page = await backend.doListEvents(query, call());
    events.push(...page.events);
    if (page.nextCursor === null) return events;
    cursor = page.nextCursor;
  }
  throw new Error('the list of events does not end');
}

/**
 * The name that the change feed of a room has for an event: the one under which the room's calendar
 * lists it. It is the event's only name where the room's calendar is where it was written.
 */
export async function handleIn(ctx: CheckContext, room: RoomRef, ref: EventRef): Promise<string> {
  const year = span('2027-01-01T00:00:00Z', 365 * 24 * 60);
  const listed = (await eventsOf(ctx, room, year)).find((event) => event.ref.uid === ref.uid);
  assert.ok(listed, 'the room lists the event');
  if (ctx.capabilities.writeMode === 'direct') assert.equal(listed.ref.handle, ref.handle);
  return listed.ref.handle;
}

/** The error of a call that must fail with one of these codes, and with nothing foreign. */
export async function failure(
  work: Promise<unknown>,
  ...codes: readonly BackendErrorCode[]
): Promise<BackendError> {
  const result = await work.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  assert.ok(result, `expected a failure with ${codes.join(' or ')}`);
  const { error } = result;
  assert.ok(error instanceof BackendError, `a foreign error came through: ${String(error)}`);
  assert.ok(backendErrorCodes.includes(error.code), `a code outside the list: ${error.code}`);
  assert.ok(codes.includes(error.code), `expected ${codes.join(' or ')}, got ${error.code}`);
  return error;
}

/** As `failure`, for a write that surely did not take effect. */
export async function refusal(
  work: Promise<unknown>,
  ...codes: readonly BackendErrorCode[]
): Promise<void> {
  const error = await failure(work, ...codes);
  assert.equal(error.outcome, 'not-applied', `a refused write was not applied (${error.code})`);
}
