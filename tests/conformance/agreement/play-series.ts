import assert from 'node:assert/strict';
import type {
  CalendarBackend,
  CalendarEvent,
  EventDraft,
  EventRef,
  RoomRef,
} from '@/lib/calendar/backend';
import { isBackendError } from '@/lib/calendar/errors';
import { addMs, dayMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import {
  type SeriesCommand,
  type SeriesWrite,
  toWrite,
} from '@/tests/conformance/agreement/series-command';
import { call, eventsOf } from '@/tests/conformance/checks/check';

/** A calendar and the rooms in it, of which the series begins in the first. */
export interface Side {
  readonly backend: CalendarBackend;
  readonly rooms: readonly RoomRef[];
}

interface Standing extends Side {
  readonly ref: EventRef;
  /** What came of the last write. */
  readonly outcome: string;
}

/**
 * Does the same to a series in two calendars, and compares after each write what it came to and all
 * that is told of the series. Answers what came of each write.
 * @throws AssertionError when the two differ
 */
export async function playSeries(
  model: Side,
  other: Side,
  draft: Omit<EventDraft, 'rooms'>,
  commands: readonly SeriesCommand[],
): Promise<readonly string[]> {
  const near = { start: addMs(draft.start, 2 * dayMs), end: addMs(draft.start, 30 * dayMs) };
  const made: string[] = [];
  let endless = withoutEnd(draft.recurrence?.rrule);
  let sides = await eachSide([model, other], (side) => create(side, draft));
  for (const [turn, command] of commands.entries()) {
    const [whole, dates] = await compareSides(sides, draft, near);
    if (!whole) return made;
    const write = toWrite(command, { whole, dates, endless, newTitle: `Title ${turn}` });
    sides = await eachSide(sides, (side) => perform(side, write, command.blind));
    const [{ outcome }] = sides;
    assert.equal(sides[1].outcome, outcome, `what came of ${JSON.stringify(write)}`);
    made.push(`${command.kind}: ${outcome}`);
    const { recurrence } = write.change ?? {};
    if (recurrence && outcome === 'done') endless = withoutEnd(recurrence.rrule);
  }
  await compareSides(sides, draft, near);
  return made;
}

function withoutEnd(rrule = ''): string {
  return rrule.replace(/;(COUNT|UNTIL)=\w+/, '');
}

type Sides<T> = readonly [T, T];

async function eachSide<From, To>(
  [model, other]: Sides<From>,
  act: (side: From) => Promise<To>,
): Promise<Sides<To>> {
  return [await act(model), await act(other)];
}

async function create(side: Side, draft: Omit<EventDraft, 'rooms'>): Promise<Standing> {
  const ref = await side.backend.doCreate({ ...draft, rooms: side.rooms.slice(0, 1) }, call());
  return { ...side, ref, outcome: 'done' };
}

async function perform(
  { ref, ...side }: Standing,
  { recurrenceId, change, places }: SeriesWrite,
  blind: boolean,
): Promise<Standing> {
  const scope = recurrenceId === null ? 'all' : 'one';
  const target = { ...ref, recurrenceId, version: blind ? null : ref.version };
  const rooms = places && { rooms: places.flatMap((place) => side.rooms[place] ?? []) };
  const writing = change
    ? side.backend.doUpdate(target, { ...change, ...rooms }, scope, call())
    : side.backend.doCancel(target, scope, call());
  const outcome = await outcomeOf(writing);
  const named = await side.backend.doGet({ ...ref, recurrenceId: null }, call()).catch(whenGone);
  return { ...side, ref: named?.ref ?? ref, outcome };
}

async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (!isBackendError(error)) throw error;
    return `${error.code}, ${error.outcome}`;
  }
}

function whenGone(error: unknown): null {
  if (isBackendError(error) && error.code === 'event-not-found') return null;
  throw error;
}

/** The series as both tell it; the whole is null when it is gone from both. */
async function compareSides(
  sides: Sides<Standing>,
  { start }: Interval,
  near: Interval,
): Promise<readonly [whole: CalendarEvent | null, dates: readonly CalendarEvent[]]> {
  const far = { start: addMs(start, -200 * dayMs), end: addMs(start, 1_500 * dayMs) };
  await compare(sides, (side) => roomByRoom(side, far));
  await compare(sides, (side) => datesOf(side, near));
  const [dates] = await compare(sides, (side) => datesOf(side, far));
  const [whole] = await compare(sides, async ({ backend, ref }) =>
    backend.doGet(ref, call()).then((event) => [event], whenGone),
  );
  return [whole?.[0] ?? null, dates ?? []];
}

async function compare(
  sides: Sides<Standing>,
  read: (side: Standing) => Promise<readonly CalendarEvent[] | null>,
) {
  const events = await eachSide(sides, read);
  const [model, other] = [told(sides[0], events[0]), told(sides[1], events[1])];
  assert.deepEqual(other, model);
  return events;
}

function datesOf({ backend, ref }: Standing, window: Interval) {
  return backend.doListOccurrences({ ref, window }, call()).catch(whenGone);
}

async function roomByRoom({ backend, rooms }: Standing, window: Interval) {
  const events: CalendarEvent[] = [];
  for (const room of rooms) events.push(...(await eventsOf({ backend }, room, window)));
  return events;
}

function told({ rooms }: Side, events: readonly CalendarEvent[] | null) {
  const placeOf = (id: string) => rooms.findIndex(({ roomId }) => roomId === id);
  const time = (at: Instant | null) => at && new Date(at).toISOString();
  return events
    ?.map(({ ref, start, end, kind, title, attendees, answers }) => ({
      times: [time(ref.recurrenceId), time(start), time(end)],
      texts: [title, ...attendees.map(({ email }) => email)],
      rooms: [kind, ...answers.map(({ roomId, answer }) => `${placeOf(roomId)} ${answer}`).sort()],
    }))
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
