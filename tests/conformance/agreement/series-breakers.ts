import type { CalendarBackend, EventChange, RoomRef } from '@/lib/calendar/backend';
import { isBackendError } from '@/lib/calendar/errors';
import { addMs, instant, minuteMs } from '@/lib/core/time/instant';

const farBack = instant(Date.UTC(2020, 0, 1));
const farAhead = instant(Date.UTC(2040, 0, 1));

/** A good backend whose series come to other dates in one way. */
export interface SeriesBreaker {
  readonly name: string;
  breakSeries(good: CalendarBackend): Partial<CalendarBackend>;
}

function changing(spoil: (change: EventChange) => EventChange) {
  return (good: CalendarBackend): Partial<CalendarBackend> => ({
    doUpdate: (ref, change, scope, ctx) => good.doUpdate(ref, spoil(change), scope, ctx),
  });
}

function joined(before: readonly RoomRef[], after: readonly RoomRef[]): readonly RoomRef[] {
  return [...new Map([...before, ...after].map((room) => [room.roomId, room])).values()];
}

export const seriesBreakers: readonly SeriesBreaker[] = [
  {
    name: 'rooms that are left keep the event',
    breakSeries: (good) => ({
      doUpdate: (ref, { rooms, ...change }, scope, ctx) =>
        good.doUpdate(
          ref,
          rooms ? { ...change, rooms: joined(ref.rooms, rooms) } : change,
          scope,
          ctx,
        ),
    }),
  },
  {
    name: 'the last date of a series that is cut goes as well',
    breakSeries: changing(({ recurrence, ...change }) => {
      if (!recurrence) return change;
      const rrule = recurrence.rrule.replace(/(UNTIL=\d{8}T)\d{6}/, '$1000000');
      return { ...change, recurrence: { ...recurrence, rrule } };
    }),
  },
  {
    name: 'exceptions of a new rule are forgotten',
    breakSeries: changing(({ recurrence, ...change }) =>
      recurrence ? { ...change, recurrence: { ...recurrence, exceptions: [] } } : change,
    ),
  },
  {
    name: 'what moves keeps its length',
    breakSeries: changing(({ end: _end, ...change }) => {
      const { start } = change;
      return start === undefined ? change : { ...change, end: addMs(start, 45 * minuteMs) };
    }),
  },
  {
    name: 'a date that was moved is no longer named by its original start',
    breakSeries: (good) => ({
      doListOccurrences: async (query, ctx) =>
        (await good.doListOccurrences(query, ctx)).map((date) => ({
          ...date,
          ref: { ...date.ref, recurrenceId: date.start },
        })),
    }),
  },
  {
    name: 'a new title of the series is that of dates with their own as well',
    breakSeries: (good) => ({
      async doUpdate(ref, change, scope, ctx) {
        let updated = await good.doUpdate(ref, change, scope, ctx);
        const { title } = change;
        if (scope === 'one' || title === undefined) return updated;
        const window = { start: farBack, end: farAhead };
        for (const date of await good.doListOccurrences({ ref: updated, window }, ctx)) {
          const { recurrenceId } = date.ref;
          updated = await good.doUpdate({ ...updated, recurrenceId }, { title }, 'one', ctx);
        }
        return { ...updated, recurrenceId: null };
      },
    }),
  },
  {
    name: 'a change that is refused passes in silence',
    breakSeries: (good) => ({
      doUpdate: (ref, change, scope, ctx) =>
        good.doUpdate(ref, change, scope, ctx).catch((error: unknown) => {
          if (isBackendError(error) && error.code === 'invalid-request') return ref;
          throw error;
        }),
    }),
  },
  {
    name: 'a date that is cancelled takes the next with it',
    breakSeries: (good) => ({
      async doCancel(ref, scope, ctx) {
        const { recurrenceId } = ref;
        await good.doCancel(ref, scope, ctx);
        if (scope === 'all' || recurrenceId === null) return;
        const left = { ...ref, recurrenceId: null, version: null };
        const window = { start: addMs(recurrenceId, 1), end: farAhead };
        const [next] = await good.doListOccurrences({ ref: left, window }, ctx).catch(() => []);
        if (next) await good.doCancel(next.ref, 'one', ctx);
      },
    }),
  },
];
