import fc from 'fast-check';
import type { CalendarEvent, EventChange, EventDraft } from '@/lib/calendar/backend';
import { addMs, type Instant, minuteMs } from '@/lib/core/time/instant';
import { toInstant } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';

const index = fc.nat(30);
const byMinutes = fc
  .integer({ min: -3 * 24 * 4, max: 3 * 24 * 4 })
  .map((quarters) => quarters * 15);
const minutes = fc.integer({ min: 1, max: 20 }).map((quarters) => quarters * 15);
const rule = fc
  .record({
    frequency: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
    interval: fc.integer({ min: 1, max: 3 }),
    count: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ frequency, interval, count }) => `FREQ=${frequency};INTERVAL=${interval};COUNT=${count}`);

const blind = fc.boolean();
const kind = <Kind extends string>(name: Kind) => fc.constant(name);

/**
 * What somebody does to a series; dates are counted among those that are there by then. A blind one
 * does not say which version it has seen.
 */
export const arbitraryCommand = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: kind('move-one'), blind, index, byMinutes, minutes }),
  },
  { weight: 4, arbitrary: fc.record({ kind: kind('cancel-one'), blind, index }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('rename-one'), blind, index }) },
  { weight: 5, arbitrary: fc.record({ kind: kind('move-all'), blind, byMinutes, minutes }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('rename-all'), blind }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind('new-rule'),
      blind,
      rule,
      leftOut: fc.array(index, { maxLength: 2 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: kind('cut'), blind, index }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('cancel-all'), blind }) },
);

/** How many rooms there are to move among. */
export const roomCount = 3;
const arbitraryRooms = fc.record({
  kind: kind('change-rooms'),
  blind,
  places: fc.subarray([0, 1, 2], { minLength: 1 }),
  move: fc.option(fc.record({ byMinutes, minutes })),
});

/** The same, for calendars whose events may have several rooms. */
export const arbitraryRoomsCommand = fc.oneof(
  { weight: 4, arbitrary: arbitraryCommand },
  { weight: 1, arbitrary: arbitraryRooms },
);
type Arbitrated<T> = T extends fc.Arbitrary<infer Value> ? Value : never;
export type SeriesCommand = Arbitrated<typeof arbitraryRoomsCommand>;

export const arbitrarySeries = fc.record({
  timeZone: fc
    .constantFrom('Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca')
    .map(zoneId),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
  hour: fc.integer({ min: 4, max: 22 }),
  minutes,
  rule,
});

export function toDraft(
  series: Arbitrated<typeof arbitrarySeries>,
  uid: string,
): Omit<EventDraft, 'rooms'> {
  const { timeZone, month, day, hour } = series;
  const start = toInstant({ year: 2027, month, day, hour, minute: 0, second: 0 }, timeZone);
  return {
    uid,
    start,
    end: addMs(start, series.minutes * minuteMs),
    timeZone,
    title: 'Review',
    organizer: { email: 'alice@example.org' },
    attendees: [],
    visibility: 'default',
    recurrence: { rrule: series.rule, exceptions: [] },
  };
}

/** One write of the port: null cancels. */
export interface SeriesWrite {
  readonly recurrenceId: Instant | null;
  readonly change: EventChange | null;
  /** Where in the list of rooms those are which the event has from now on. */
  readonly places?: readonly number[];
}

/** A series as it stands before a write. */
export interface SeriesState {
  readonly whole: CalendarEvent;
  readonly dates: readonly CalendarEvent[];
  /** Its rule without an end. */
  readonly endless: string;
  /** One that nothing of it has. */
  readonly newTitle: string;
}

export function toWrite(command: SeriesCommand, state: SeriesState): SeriesWrite {
  const { whole, dates, newTitle: title } = state;
  const attendees = [{ email: `${title.replace(' ', '-')}@example.org` }];
  const nth = (at: number) => dates[at % dates.length] ?? whole;
  const original = (at: number) => nth(at).ref.recurrenceId;
  const moved = ({ start }: CalendarEvent, by: number, length: number) => ({
    start: addMs(start, by * minuteMs),
    end: addMs(start, (by + length) * minuteMs),
  });
  switch (command.kind) {
    case 'move-one': {
      const { index: at, byMinutes: by, minutes: length } = command;
      return { recurrenceId: original(at), change: moved(nth(at), by, length) };
    }
    case 'cancel-one':
      return { recurrenceId: original(command.index), change: null };
    case 'rename-one':
      return { recurrenceId: original(command.index), change: { title, attendees } };
    case 'move-all':
      return { recurrenceId: null, change: moved(whole, command.byMinutes, command.minutes) };
    case 'rename-all':
      return { recurrenceId: null, change: { title, attendees } };
    case 'new-rule': {
      const exceptions = command.leftOut.flatMap((at) => original(at) ?? []);
      return { recurrenceId: null, change: { recurrence: { rrule: command.rule, exceptions } } };
    }
    case 'cut': {
      const until = toUntil(original(command.index) ?? whole.start);
      const rrule = `${state.endless};UNTIL=${until}`;
      return { recurrenceId: null, change: { recurrence: { rrule, exceptions: [] } } };
    }
    case 'change-rooms': {
      const { move, places } = command;
      const change = move ? moved(whole, move.byMinutes, move.minutes) : {};
      return { recurrenceId: null, change, places };
    }
    case 'cancel-all':
      return { recurrenceId: null, change: null };
  }
}

/** RFC 5545 section 3.3.5, form 2. */
function toUntil(at: Instant): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}
