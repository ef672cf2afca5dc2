import type { CalendarBackend, CalendarEvent, EventPage } from '@/lib/calendar/backend';
import { isBackendError } from '@/lib/calendar/errors';
import { addMs, dayMs } from '@/lib/core/time/instant';
import type { Saboteur } from '@/tests/conformance/saboteurs/saboteur';

const emptyPage: EventPage = { events: [], nextCursor: null };

/** A backend whose listed events are spoilt one by one. */
function spoiling(spoil: (event: CalendarEvent) => CalendarEvent) {
  return (good: CalendarBackend): Partial<CalendarBackend> => ({
    async doListEvents(query, ctx) {
      const page = await good.doListEvents(query, ctx);
      return { ...page, events: page.events.map(spoil) };
    },
  });
}

export const listEventsSaboteurs: readonly Saboteur[] = [
  {
    name: 'a list of events is not held to its window',
    caughtBy: [
      'a list of events holds what overlaps the window, sorted by start, and nothing else',
    ],
    sabotage: (good) => ({
      doListEvents: ({ window, ...query }, ctx) => {
        const wide = { start: addMs(window.start, -dayMs), end: addMs(window.end, dayMs) };
        return good.doListEvents({ ...query, window: wide }, ctx);
      },
    }),
  },
  {
    name: 'a list of events ends with its first page',
    caughtBy: ['a long list of events comes whole and without repeats, page by page'],
    sabotage: (good) => ({
      doListEvents: async (query, ctx) => ({
        ...(await good.doListEvents(query, ctx)),
        nextCursor: null,
      }),
    }),
  },
  {
    name: 'a list of events that failed is empty',
    caughtBy: [
      'a list of events of a room that does not exist is room-not-found, not empty',
      'on a server that is down every read fails as unavailable',
    ],
    sabotage: (good) => ({
      doListEvents: (query, ctx) => good.doListEvents(query, ctx).catch(() => emptyPage),
    }),
  },
  {
    name: 'listed events are all busy',
    caughtBy: ['a list of events tells what each means for the room'],
    sabotage: spoiling((event) => ({ ...event, kind: 'busy' })),
  },
  {
    name: 'listed events are never private',
    caughtBy: ['a list of events tells which are private'],
    sabotage: spoiling((event) => ({ ...event, visibility: 'default' })),
  },
  {
    name: 'listed events have lost their titles',
    caughtBy: ['a list of events tells uid and title'],
    sabotage: spoiling((event) => ({ ...event, title: null })),
  },
  {
    name: 'listed dates of a series have no names',
    caughtBy: ['a list of events names each date of a series'],
    sabotage: spoiling((event) => ({ ...event, ref: { ...event.ref, recurrenceId: null } })),
  },
  {
    name: 'references of listed events lead nowhere',
    caughtBy: ['a list of events holds what we created, and leads to it'],
    sabotage: spoiling((event) => ({ ...event, ref: { ...event.ref, handle: event.ref.uid } })),
  },
];

export const findSaboteurs: readonly Saboteur[] = [
  {
    name: 'finding by uid turns a failure into null',
    caughtBy: [
      'looking for a uid on a server that is down is a failure, not null',
      'looking for a uid in a room that does not exist is a failure, not null',
      'on a server that is down every read fails as unavailable',
    ],
    sabotage: (good) => ({
      doFindByUid: (query, ctx) =>
        good.doFindByUid(query, ctx).catch((error: unknown) => {
          if (isBackendError(error)) return null;
          throw error;
        }),
    }),
  },
  {
    name: 'finding by uid looks into the first room only',
    caughtBy: ['an event is found in whichever of the rooms it is, and not in others'],
    sabotage: (good) => ({
      doFindByUid: ({ rooms, uid }, ctx) =>
        good.doFindByUid({ rooms: rooms.slice(0, 1), uid }, ctx),
    }),
  },
  {
    name: 'finding by uid remembers what was created, wherever that was',
    caughtBy: [
      'an event is found in whichever of the rooms it is, and not in others',
      'a cancelled event is found as null',
    ],
    sabotage: (good) => {
      const created = new Map<string, CalendarEvent>();
      return {
        async doCreate(draft, ctx) {
          const ref = await good.doCreate(draft, ctx);
          created.set(draft.uid, await good.doGet(ref, ctx));
          return ref;
        },
        doFindByUid: async (query, ctx) => created.get(query.uid) ?? good.doFindByUid(query, ctx),
      };
    },
  },
  {
    name: 'finding by uid finds anything',
    caughtBy: ['a uid that is nowhere is found as null'],
    sabotage: (good) => {
      let last: CalendarEvent | null = null;
      return {
        async doCreate(draft, ctx) {
          const ref = await good.doCreate(draft, ctx);
          last = await good.doGet(ref, ctx);
          return ref;
        },
        doFindByUid: async () => last,
      };
    },
  },
  {
    name: 'a uid is looked for as an address would have it',
    caughtBy: ['an event of others is found by its uid, whatever signs are in it'],
    sabotage: (good) => ({
      doFindByUid: ({ rooms, uid }, ctx) =>
        good.doFindByUid({ rooms, uid: encodeURIComponent(uid) }, ctx),
    }),
  },
  {
    name: 'references of found events lead nowhere',
    caughtBy: ['an event is found by its uid, with a reference that works'],
    sabotage: (good) => ({
      async doFindByUid(query, ctx) {
        const found = await good.doFindByUid(query, ctx);
        return found && { ...found, ref: { ...found.ref, handle: found.ref.uid } };
      },
    }),
  },
  {
    name: 'an event is read from memory',
    caughtBy: ['an event that was removed is event-not-found'],
    sabotage: (good) => {
      const created = new Map<string, CalendarEvent>();
      return {
        async doCreate(draft, ctx) {
          const ref = await good.doCreate(draft, ctx);
          created.set(ref.handle, await good.doGet(ref, ctx));
          return ref;
        },
        doGet: async (ref, ctx) => created.get(ref.handle) ?? good.doGet(ref, ctx),
      };
    },
  },
  {
    name: 'an event does not tell its answers',
    caughtBy: [
      'an event tells the answer of its room',
      'a room that declined is free, and says so',
    ],
    sabotage: (good) => ({
      doGet: async (ref, ctx) => ({ ...(await good.doGet(ref, ctx)), answers: [] }),
    }),
  },
];
