import type { CalendarBackend, EventChange, EventDraft, EventRef } from '@/lib/calendar/backend';
import { type BackendErrorCode, isBackendError } from '@/lib/calendar/errors';
import type { Saboteur } from '@/tests/conformance/saboteurs/saboteur';

function isCode(error: unknown, ...codes: readonly BackendErrorCode[]): boolean {
  return isBackendError(error) && codes.includes(error.code);
}

/** A backend that changes something else when rooms are to change. */
function changing(spoil: (change: EventChange, ref: EventRef) => EventChange) {
  return (good: CalendarBackend): Partial<CalendarBackend> => ({
    doUpdate: (ref, change, scope, ctx) =>
      good.doUpdate(ref, change.rooms ? spoil(change, ref) : change, scope, ctx),
  });
}

/** A backend that takes these refusals of new rooms for success. */
function forgiving(...codes: readonly BackendErrorCode[]) {
  return (good: CalendarBackend): Partial<CalendarBackend> => ({
    doUpdate: (ref, change, scope, ctx) =>
      good.doUpdate(ref, change, scope, ctx).catch((error: unknown) => {
        if (!change.rooms || !isCode(error, ...codes)) throw error;
        return ref;
      }),
  });
}

export const changeRoomsSaboteurs: readonly Saboteur[] = [
  {
    name: 'new rooms are dropped in silence',
    caughtBy: [
      'new rooms replace those of an event in place',
      'new rooms of a series have each of its dates as it stands',
      'rooms and times change together',
      'the change feed tells rooms that they lost or got an event',
    ],
    sabotage: changing(({ rooms: _dropped, ...change }) => change),
  },
  {
    name: 'new rooms come beside the old ones',
    caughtBy: [
      'new rooms replace those of an event in place',
      'new rooms of a series have each of its dates as it stands',
      'rooms and times of a series change together',
    ],
    sabotage: changing(({ rooms = [], ...change }, ref) => {
      const ids = new Set(rooms.map(({ roomId }) => roomId));
      return {
        ...change,
        rooms: [...rooms, ...ref.rooms.filter(({ roomId }) => !ids.has(roomId))],
      };
    }),
  },
  {
    name: 'an event is written anew in its new rooms',
    caughtBy: [
      'new rooms replace those of an event in place',
      'new rooms of a series have each of its dates as it stands',
      'a room that stays keeps its answer when others come',
    ],
    sabotage: (good) => {
      const drafts = new Map<string, EventDraft>();
      return {
        doCreate(draft, ctx) {
          drafts.set(draft.uid, draft);
          return good.doCreate(draft, ctx);
        },
        async doUpdate(ref, { rooms, ...change }, scope, ctx) {
          const draft = drafts.get(ref.uid);
          if (!draft || !rooms) return good.doUpdate(ref, change, scope, ctx);
          await good.doCancel({ ...ref, recurrenceId: null }, 'all', ctx);
          return good.doCreate({ ...draft, ...change, rooms }, ctx);
        },
      };
    },
  },
  {
    name: 'new times are dropped when rooms change',
    caughtBy: ['rooms and times change together', 'rooms and times of a series change together'],
    sabotage: changing(({ start: _start, end: _end, ...change }) => change),
  },
  {
    name: 'rooms that stay are made to accept',
    caughtBy: ['a room that stays keeps its answer when others come'],
    sabotage: (good) => ({
      async doUpdate(ref, change, scope, ctx) {
        let updated = await good.doUpdate(ref, change, scope, ctx);
        for (const room of change.rooms ?? []) {
          updated = await good.doRespond(updated, room, 'accepted', ctx);
        }
        return updated;
      },
    }),
  },
  {
    name: 'a new room that is taken leaves the old rooms in silence',
    caughtBy: [
      'a new room that is taken refuses the change where the server is the referee, and all stays',
    ],
    sabotage: forgiving('conflict'),
  },
  {
    name: 'a room is not told that it lost an event',
    caughtBy: ['the change feed tells rooms that they lost or got an event'],
    sabotage: (good) => ({
      async doListChanges(query, ctx) {
        const page = await good.doListChanges(query, ctx);
        if (page.gap) return page;
        return { ...page, changes: page.changes.filter(({ removed }) => !removed) };
      },
    }),
  },
  {
    name: 'rooms that cannot be are passed over',
    caughtBy: ['rooms that cannot be are refused, and nothing changes'],
    sabotage: forgiving('room-not-found', 'invalid-request', 'unsupported'),
  },
  {
    name: 'rooms of an old version are changed all the same',
    caughtBy: ['new rooms for an old version are stale, and change nothing'],
    sabotage: (good) => ({
      doUpdate: (ref, change, scope, ctx) =>
        good.doUpdate(change.rooms ? { ...ref, version: null } : ref, change, scope, ctx),
    }),
  },
];
