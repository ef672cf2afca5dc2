import type { CalendarBackend, CalendarEvent, EventRef } from '@/lib/calendar/backend';
import { isBackendError } from '@/lib/calendar/errors';
import { addMs, dayMs } from '@/lib/core/time/instant';
import type { Saboteur } from '@/tests/conformance/saboteurs/saboteur';

type Spoil = (dates: readonly CalendarEvent[], ref: EventRef) => readonly CalendarEvent[];

/** A backend whose lists of dates are spoilt. */
function spoiling(spoil: Spoil) {
  return (good: CalendarBackend): Partial<CalendarBackend> => ({
    doListOccurrences: async (query, ctx) =>
      spoil(await good.doListOccurrences(query, ctx), query.ref),
  });
}

function nameOf({ ref, start }: CalendarEvent) {
  return ref.recurrenceId ?? start;
}

export const occurrencesSaboteurs: readonly Saboteur[] = [
  {
    name: 'dates that may not pass each other do so all the same',
    caughtBy: [
      'the dates of a series are those in the window where they now stand, sorted',
      'each date of a series has a name, which leads to it',
    ],
    sabotage: ({ capabilities }) => ({
      capabilities: { ...capabilities, dateMoves: 'between-neighbours' },
    }),
  },
  {
    name: 'dates of an event are not held to the window',
    caughtBy: [
      'a single event has one date, which it is itself',
      'the dates of a series are those in the window where they now stand, sorted',
    ],
    sabotage: (good) => ({
      doListOccurrences: ({ ref, window }, ctx) => {
        const wide = { start: addMs(window.start, -dayMs), end: addMs(window.end, dayMs) };
        return good.doListOccurrences({ ref, window: wide }, ctx);
      },
    }),
  },
  {
    name: 'dates are told where the rule has them',
    caughtBy: [
      'the dates of a series are those in the window where they now stand, sorted',
      'each date of a series has a name, which leads to it',
      'a series of others is told date by date',
    ],
    sabotage: spoiling((dates) =>
      dates.map((date) => ({
        ...date,
        start: nameOf(date),
        end: addMs(nameOf(date), date.end - date.start),
      })),
    ),
  },
  {
    name: 'dates come in the order of the rule',
    caughtBy: ['the dates of a series are those in the window where they now stand, sorted'],
    sabotage: spoiling((dates) => dates.toSorted((a, b) => nameOf(a) - nameOf(b))),
  },
  {
    name: 'dates have no names',
    caughtBy: [
      'each date of a series has a name, which leads to it',
      'whichever date of a series is named, all its dates are told',
    ],
    sabotage: spoiling((dates) =>
      dates.map((date) => ({ ...date, ref: { ...date.ref, recurrenceId: null } })),
    ),
  },
  {
    name: 'a single event is named like a date of a series',
    caughtBy: ['a single event has one date, which it is itself'],
    sabotage: spoiling((dates) =>
      dates.map((date) => ({ ...date, ref: { ...date.ref, recurrenceId: nameOf(date) } })),
    ),
  },
  {
    name: 'only the date that is named is told',
    caughtBy: ['whichever date of a series is named, all its dates are told'],
    sabotage: spoiling((dates, { recurrenceId }) =>
      dates.filter(({ ref }) => recurrenceId === null || ref.recurrenceId === recurrenceId),
    ),
  },
  {
    name: 'dates that were cancelled are told as free',
    caughtBy: ['dates that were cancelled are not among those of a series'],
    sabotage: (good) => {
      const cancelled: CalendarEvent[] = [];
      return {
        async doCancel(ref, scope, ctx) {
          if (scope === 'one') cancelled.push({ ...(await good.doGet(ref, ctx)), kind: 'free' });
          await good.doCancel(ref, scope, ctx);
        },
        doListOccurrences: async (query, ctx) => [
          ...(await good.doListOccurrences(query, ctx)),
          ...cancelled.filter(({ ref }) => ref.handle === query.ref.handle),
        ],
      };
    },
  },
  {
    name: 'an event that is gone has no dates',
    caughtBy: ['the dates of an event that is gone are event-not-found, not none'],
    sabotage: (good) => ({
      doListOccurrences: (query, ctx) =>
        good.doListOccurrences(query, ctx).catch((error: unknown) => {
          if (isBackendError(error) && error.code === 'event-not-found') return [];
          throw error;
        }),
    }),
  },
  {
    name: 'one room answers for all rooms of a date',
    caughtBy: ['each date of a series tells the answer of each of its rooms, and is told once'],
    sabotage: spoiling((dates) =>
      dates.map((date) => ({ ...date, answers: date.answers.slice(0, 1) })),
    ),
  },
  {
    name: 'a date is told once for each of its rooms',
    caughtBy: ['each date of a series tells the answer of each of its rooms, and is told once'],
    sabotage: spoiling((dates) => dates.flatMap((date) => date.answers.map(() => date))),
  },
  {
    name: 'what others wrote has no dates but its first',
    caughtBy: ['a series of others is told date by date'],
    sabotage: spoiling((dates, { uid }) =>
      uid.endsWith('@outside.example') ? dates.slice(0, 1) : dates,
    ),
  },
];
