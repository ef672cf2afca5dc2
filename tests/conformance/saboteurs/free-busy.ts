import type {
  CalendarBackend,
  CalendarEvent,
  CallContext,
  FreeBusyQuery,
  RoomFreeBusy,
  RoomRef,
} from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';
import { type BusyInterval, withinWindow } from '@/lib/core/availability/busy';
import { addMs, dayMs, hourMs, type Instant } from '@/lib/core/time/instant';
import { clip, type Interval, overlaps } from '@/lib/core/time/interval';
import type { Saboteur } from '@/tests/conformance/saboteurs/saboteur';

type Known = Extract<RoomFreeBusy, { known: true }>;

/** A backend whose free/busy answers are spoilt one by one. */
function spoiling(spoil: (answer: RoomFreeBusy, query: FreeBusyQuery) => RoomFreeBusy) {
  return (good: CalendarBackend): Partial<CalendarBackend> => ({
    doFreeBusy: async (query, ctx) =>
      (await good.doFreeBusy(query, ctx)).map((answer) => spoil(answer, query)),
  });
}

/** As above, of the busy times of rooms that are known. */
function spoilingBusy(spoil: (busy: Known['busy'], window: Interval) => Known['busy']) {
  return spoiling((answer, { window }) =>
    answer.known ? { ...answer, busy: spoil(answer.busy, window) } : answer,
  );
}

const contains = (piece: Interval) => (stretch: Interval) =>
  stretch.start <= piece.start && piece.end <= stretch.end;

/** Busy times made of a list of events instead, by a wrong rule. */
function fromEvents(
  isBusy: (event: CalendarEvent, room: RoomRef, all: readonly CalendarEvent[]) => boolean,
) {
  return (good: CalendarBackend): Partial<CalendarBackend> => ({
    async doFreeBusy(query, ctx) {
      const answers = await good.doFreeBusy(query, ctx);
      return Promise.all(
        answers.map(async (answer, index) => {
          const room = query.rooms[index];
          if (!answer.known || !room) return answer;
          const all = await allEvents(good, room, widened(query.window, 120 * dayMs), ctx);
          const busy = all.filter((event) => isBusy(event, room, all)).map(asBusy);
          return { ...answer, busy: withinWindow(busy, query.window) };
        }),
      );
    },
  });
}

export const freeBusySaboteurs: readonly Saboteur[] = [
  {
    name: 'only what lies within a stretch is told',
    caughtBy: ['free/busy of some stretches tells all that overlaps them, each once'],
    sabotage: spoiling((answer, { stretches = [] }) =>
      answer.known && stretches.length > 0
        ? { ...answer, busy: answer.busy.filter((piece) => stretches.some(contains(piece))) }
        : answer,
    ),
  },
  {
    name: 'what overlaps two stretches is told twice',
    caughtBy: ['free/busy of some stretches tells all that overlaps them, each once'],
    sabotage: spoiling((answer, { stretches = [] }) =>
      answer.known
        ? {
            ...answer,
            busy: answer.busy.flatMap((piece) => {
              const times = stretches.filter((stretch) => overlaps(piece, stretch)).length;
              return Array.from({ length: Math.max(1, times) }, () => piece);
            }),
          }
        : answer,
    ),
  },
  {
    name: 'errors become free',
    caughtBy: [
      'on a server that is down every room is unknown, none is empty',
      'a room that does not exist is unknown, and the others are answered',
      'a room that fails is unknown, and the others are answered',
      'free/busy whose answer never comes is unknown, or ends as timeout',
    ],
    sabotage: spoiling((answer) =>
      answer.known ? answer : { roomId: answer.roomId, known: true, busy: [] },
    ),
  },
  {
    name: 'rooms that failed are left out',
    caughtBy: [
      'a room that fails is unknown, and the others are answered',
      'on a server that is down every room is unknown, none is empty',
    ],
    sabotage: (good) => ({
      doFreeBusy: async (query, ctx) =>
        (await good.doFreeBusy(query, ctx)).filter((answer) => answer.known),
    }),
  },
  {
    name: 'one failed room fails them all',
    caughtBy: [
      'a room that does not exist is unknown, and the others are answered',
      'a room that fails is unknown, and the others are answered',
    ],
    sabotage: (good) => ({
      async doFreeBusy(query, ctx) {
        const answers = await good.doFreeBusy(query, ctx);
        const failed = answers.find((answer) => !answer.known);
        return failed ? answers.map(({ roomId }) => ({ ...failed, roomId })) : answers;
      },
    }),
  },
  {
    name: 'an empty room counts as unknown',
    caughtBy: ['free/busy of an empty room is known and empty'],
    sabotage: spoiling((answer) =>
      answer.known && answer.busy.length === 0
        ? { roomId: answer.roomId, known: false, error: new BackendError('bad-response', 'empty') }
        : answer,
    ),
  },
  {
    name: 'answers come by the name of the room',
    caughtBy: ['free/busy answers each room in the order asked'],
    sabotage: (good) => ({
      doFreeBusy: async (query, ctx) =>
        (await good.doFreeBusy(query, ctx)).toSorted((a, b) => a.roomId.localeCompare(b.roomId)),
    }),
  },
  {
    name: 'busy times are not clipped',
    caughtBy: [
      'free/busy is clipped to the window',
      'an event around the whole window fills it exactly',
    ],
    sabotage: (good) => ({
      async doFreeBusy({ rooms, window }, ctx) {
        const wide = widened(window, 10 * dayMs);
        const answers = await good.doFreeBusy({ rooms, window: wide }, ctx);
        return answers.map((answer) =>
          answer.known
            ? { ...answer, busy: answer.busy.filter((piece) => overlaps(piece, window)) }
            : answer,
        );
      },
    }),
  },
  {
    name: 'busy times are not sorted',
    caughtBy: ['free/busy is sorted by start'],
    sabotage: spoilingBusy((busy) => busy.toReversed()),
  },
  {
    name: 'intervals are closed: touching counts as busy',
    caughtBy: ['events that only touch the window are not busy'],
    sabotage: (good) => ({
      doFreeBusy: ({ rooms, window }, ctx) =>
        good.doFreeBusy({ rooms, window: widened(window, 1) }, ctx),
    }),
  },
  {
    name: 'tentative events are dropped',
    caughtBy: [
      'a tentative event makes the room busy, as tentative',
      'a room that answered tentatively is busy, as tentative',
    ],
    sabotage: spoilingBusy((busy) => busy.filter(({ kind }) => kind === 'busy')),
  },
  {
    name: 'tentative is said to be busy',
    caughtBy: [
      'a tentative event makes the room busy, as tentative',
      'a room that answered tentatively is busy, as tentative',
    ],
    sabotage: spoilingBusy((busy) => busy.map((piece) => ({ ...piece, kind: 'busy' }))),
  },
  {
    name: 'what a room declined counts as busy',
    caughtBy: [
      'an event that the room declined does not make it busy',
      'a room that declined is free, and says so',
    ],
    sabotage: fromEvents((event, { roomId }) => event.kind !== 'free' || declined(event, roomId)),
  },
  {
    name: 'what takes no time counts as busy',
    caughtBy: [
      'an event that takes no time does not make the room busy',
      'a cancelled event does not make the room busy',
    ],
    sabotage: fromEvents((event, { roomId }) => !declined(event, roomId)),
  },
  {
    name: 'private events are left out',
    caughtBy: ['a private event makes the room busy'],
    sabotage: fromEvents((event) => event.kind !== 'free' && event.visibility === 'default'),
  },
  {
    name: 'of a series only the first date is seen',
    caughtBy: [
      'a series of others is busy on each of its dates, without exceptions, with moved ones',
      'a later date of a series is found by a window that the first is not in',
    ],
    sabotage: fromEvents(
      (event, _room, all) =>
        event.kind !== 'free' && all.find(({ ref }) => ref.uid === event.ref.uid) === event,
    ),
  },
  {
    name: 'of a series moved dates are overlooked',
    caughtBy: [
      'a series of others is busy on each of its dates, without exceptions, with moved ones',
      'a date moved far away is busy where it is now, and only there',
    ],
    sabotage: fromEvents(({ kind, ref, start }) => {
      const moved = ref.recurrenceId !== null && ref.recurrenceId !== start;
      return kind !== 'free' && !moved;
    }),
  },
  {
    name: 'busy times are read on another clock',
    caughtBy: ['busy times of others are read at their exact instants'],
    sabotage: spoilingBusy((busy) =>
      busy.map((piece) => ({ ...piece, ...shifted(piece, hourMs) })),
    ),
  },
  {
    name: 'long events are cut at midnight',
    caughtBy: ['an event over midnight and several days is one piece'],
    sabotage: spoilingBusy((busy) => busy.flatMap(cutAtMidnight)),
  },
  {
    name: 'free/busy comes from a cache that writes do not clear',
    caughtBy: ['what we create makes the room busy at once', 'a moved event frees its old time'],
    sabotage: (good) => {
      const cache = new Map<string, Promise<readonly RoomFreeBusy[]>>();
      return {
        doFreeBusy(query, ctx) {
          const key = JSON.stringify(query);
          const answer = cache.get(key) ?? good.doFreeBusy(query, ctx);
          cache.set(key, answer);
          return answer;
        },
      };
    },
  },
];

async function allEvents(
  good: CalendarBackend,
  room: RoomRef,
  window: Interval,
  ctx: CallContext,
): Promise<readonly CalendarEvent[]> {
  const events: CalendarEvent[] = [];
  let cursor: string | null = null;
  do {
    const page = await good.doListEvents({ room, window, cursor }, ctx);
    events.push(...page.events);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return events;
}

function declined({ answers }: CalendarEvent, roomId: string): boolean {
  return answers.some((each) => each.roomId === roomId && each.answer === 'declined');
}

function asBusy({ start, end, kind }: CalendarEvent): BusyInterval {
  return { start, end, kind: kind === 'tentative' ? 'tentative' : 'busy' };
}

function widened({ start, end }: Interval, byMs: number): Interval {
  return { start: addMs(start, -byMs), end: addMs(end, byMs) };
}

function shifted({ start, end }: Interval, byMs: number): Interval {
  return { start: addMs(start, byMs), end: addMs(end, byMs) };
}

function cutAtMidnight(piece: BusyInterval): readonly BusyInterval[] {
  const cut: BusyInterval[] = [];
  for (let day = Math.floor(piece.start / dayMs); day * dayMs < piece.end; day += 1) {
    const part = clip(piece, {
      start: (day * dayMs) as Instant,
      end: ((day + 1) * dayMs) as Instant,
    });
    if (part) cut.push(part);
  }
  return cut;
}
