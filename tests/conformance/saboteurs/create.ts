import { randomUUID } from 'node:crypto';
import type { CalendarBackend, EventDraft, EventRef } from '@/lib/calendar/backend';
import { BackendError, isBackendError } from '@/lib/calendar/errors';
import { addMs, instant } from '@/lib/core/time/instant';
import { toInstant, toWallTime } from '@/lib/core/time/wall-time';
import type { Saboteur } from '@/tests/conformance/saboteurs/saboteur';

/** A backend that creates something else than it was asked for. */
function spoiling(spoil: (draft: EventDraft) => EventDraft) {
  return (good: CalendarBackend): Partial<CalendarBackend> => ({
    doCreate: (draft, ctx) => good.doCreate(spoil(draft), ctx),
  });
}

function refused(code: 'conflict' | 'throttled'): BackendError {
  return new BackendError(code, 'sabotage', { outcome: 'not-applied' });
}

export const createSaboteurs: readonly Saboteur[] = [
  {
    name: 'local time is written as UTC',
    caughtBy: [
      'what we create is at its exact instants, in odd zones',
      'what we create is at its exact instants, on days when clocks change',
    ],
    sabotage: spoiling((draft) => {
      const asUtc = (at: EventDraft['start']) => {
        const { year, month, day, hour, minute, second } = toWallTime(at, draft.timeZone);
        return instant(Date.UTC(year, month - 1, day, hour, minute, second));
      };
      return { ...draft, start: asUtc(draft.start), end: asUtc(draft.end) };
    }),
  },
  {
    name: 'of an hour that clocks show twice always the first is written',
    caughtBy: ['what we create is at its exact instants, on days when clocks change'],
    sabotage: spoiling((draft) => {
      const { start, end, timeZone } = draft;
      const first = toInstant(toWallTime(start, timeZone), timeZone);
      return { ...draft, start: first, end: addMs(first, end - start) };
    }),
  },
  {
    name: 'titles are cut and lose their accents',
    caughtBy: ['what we create reads back with the same texts'],
    sabotage: spoiling((draft) => ({
      ...draft,
      title: draft.title.normalize('NFD').slice(0, 255),
    })),
  },
  {
    name: 'attendees are not written',
    caughtBy: ['what we create reads back with its people, its privacy and its times'],
    sabotage: spoiling((draft) => ({ ...draft, attendees: [] })),
  },
  {
    name: 'private events are written for all to read',
    caughtBy: ['what we create reads back with its people, its privacy and its times'],
    sabotage: spoiling((draft) => ({ ...draft, visibility: 'default' })),
  },
  {
    name: 'descriptions lose their lines',
    caughtBy: ['a description of several lines is written whole'],
    sabotage: spoiling(({ description, ...draft }) =>
      description === undefined
        ? draft
        : { ...draft, description: description.replaceAll('\n', ' ') },
    ),
  },
  {
    name: 'references of new events have no version',
    caughtBy: ['what we create names uid, rooms and a handle that leads to it'],
    sabotage: (good) => ({
      doCreate: async (draft, ctx) => ({ ...(await good.doCreate(draft, ctx)), version: null }),
    }),
  },
  {
    name: 'uids are written as addresses would have them',
    caughtBy: ['a uid with signs that mean something in addresses is kept'],
    sabotage: spoiling((draft) => ({ ...draft, uid: encodeURIComponent(draft.uid) })),
  },
  {
    name: 'creating is not idempotent',
    caughtBy: [
      'the same uid created twice is one event',
      'the same uid created many times at once is one event',
    ],
    sabotage: (good) => {
      const seen = new Set<string>();
      return {
        doCreate(draft, ctx) {
          const again = seen.has(draft.uid);
          seen.add(draft.uid);
          return good.doCreate(again ? { ...draft, uid: randomUUID() } : draft, ctx);
        },
      };
    },
  },
  {
    name: 'creating a uid again overwrites',
    caughtBy: ['another event with the same uid is a conflict, not an overwrite'],
    sabotage: (good) => ({
      doCreate: (draft, ctx) =>
        good.doCreate(draft, ctx).catch(async (error: unknown) => {
          const found = await good.doFindByUid({ rooms: draft.rooms, uid: draft.uid }, ctx);
          if (!found) throw error;
          const { title, start, end } = draft;
          return good.doUpdate(found.ref, { title, start, end }, 'all', ctx);
        }),
    }),
  },
  {
    name: 'an invalid draft is accepted',
    caughtBy: [
      'an end that is not after the start is invalid, and nothing is written',
      'no error tells the title of an event',
    ],
    sabotage: spoiling((draft) =>
      draft.end > draft.start ? draft : { ...draft, end: addMs(draft.start, 60_000) },
    ),
  },
  {
    name: 'a room that does not exist is accepted in silence',
    caughtBy: ['a room that does not exist is refused as such'],
    sabotage: (good) => ({
      doCreate: (draft, ctx) =>
        good.doCreate(draft, ctx).catch((error: unknown): EventRef => {
          if (!isBackendError(error) || error.code !== 'room-not-found') throw error;
          const { uid, rooms } = draft;
          return { uid, rooms, recurrenceId: null, handle: uid, version: '1' };
        }),
    }),
  },
  {
    name: 'only the first room is written',
    caughtBy: ['one event in two rooms is in both, or refused where that is not declared'],
    sabotage: spoiling((draft) => ({ ...draft, rooms: draft.rooms.slice(0, 1) })),
  },
  {
    name: 'rooms are written one after the other, and half of it stays',
    caughtBy: ['one event in two rooms of which one is taken is in neither'],
    sabotage: (good) => ({
      async doCreate(draft, ctx) {
        let last: EventRef | null = null;
        for (const room of draft.rooms) {
          const uid = last ? randomUUID() : draft.uid;
          last = await good.doCreate({ ...draft, rooms: [room], uid }, ctx);
        }
        return last ?? good.doCreate(draft, ctx);
      },
    }),
  },
  {
    name: 'a recurrence is dropped in silence',
    caughtBy: ['a recurring event is refused as unsupported, or every date of it is written'],
    sabotage: spoiling(({ recurrence: _dropped, ...draft }) => draft),
  },
  {
    name: 'the referee sleeps',
    caughtBy: [
      'an event over another is a conflict where the server is the referee, and lands elsewhere',
      'of two events created at once in one slot exactly one lands where the server is the referee',
    ],
    onMockOnly: true,
    sabotage: (good, harness) => ({
      doCreate: (draft, ctx) =>
        good.doCreate(draft, ctx).catch(async (error: unknown) => {
          const [room] = draft.rooms;
          if (!room || !isBackendError(error) || error.code !== 'conflict') throw error;
          await harness.writeOutside(room, draft);
          const found = await good.doFindByUid({ rooms: [room], uid: draft.uid }, ctx);
          return found ? found.ref : Promise.reject(error);
        }),
    }),
  },
  {
    name: 'the referee takes touching for overlapping',
    caughtBy: ['events that touch do not conflict'],
    sabotage: (good) => ({
      async doCreate(draft, ctx) {
        const window = { start: addMs(draft.start, -1), end: addMs(draft.end, 1) };
        const answers = await good.doFreeBusy({ rooms: draft.rooms, window }, ctx);
        if (answers.some((answer) => answer.known && answer.busy.length > 0)) {
          throw refused('conflict');
        }
        return good.doCreate(draft, ctx);
      },
    }),
  },
  {
    name: 'the referee refuses over what takes no time',
    caughtBy: [
      'what takes no time conflicts with nothing',
      'the time that a room declined can be taken by another event',
    ],
    sabotage: (good) => ({
      async doCreate(draft, ctx) {
        for (const room of draft.rooms) {
          const page = await good.doListEvents({ room, window: draft, cursor: null }, ctx);
          if (page.events.length > 0) throw refused('conflict');
        }
        return good.doCreate(draft, ctx);
      },
    }),
  },
  {
    name: 'events created at once are lost',
    caughtBy: ['fifty events created at once in slots of their own all land'],
    sabotage: (good) => {
      let underWay = 0;
      return {
        async doCreate(draft, ctx) {
          if (underWay >= 10) throw refused('throttled');
          underWay += 1;
          return good.doCreate(draft, ctx).finally(() => {
            underWay -= 1;
          });
        },
      };
    },
  },
];
