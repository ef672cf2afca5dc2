import type { CalendarBackend, ChangePage, RoomRef } from '@/lib/calendar/backend';
import type { Saboteur } from '@/tests/conformance/saboteurs/saboteur';

type Page = Extract<ChangePage, { gap: false }>;
type Change = Page['changes'][number];

/** A backend whose change feed is spoilt page by page. */
function spoiling(spoil: (page: Page, cursor: string | null) => ChangePage) {
  return (good: CalendarBackend): Partial<CalendarBackend> => ({
    async doListChanges(query, ctx) {
      const page = await good.doListChanges(query, ctx);
      return page.gap ? page : spoil(page, query.cursor);
    },
  });
}

function keeping(keep: (change: Change) => boolean) {
  return spoiling((page) => ({ ...page, changes: page.changes.filter(keep) }));
}

export const changeFeedSaboteurs: readonly Saboteur[] = [
  {
    name: 'the change feed swallows deletions',
    caughtBy: [
      'the change feed brings what was removed',
      'the change feed brings what others wrote and removed',
    ],
    sabotage: keeping((change) => !change.removed),
  },
  {
    name: 'the change feed brings deletions only',
    caughtBy: [
      'the change feed brings what was created',
      'the change feed brings what was changed',
      'the change feed gives the same again for the same cursor',
      'a long change feed comes whole',
    ],
    sabotage: keeping((change) => change.removed),
  },
  {
    name: 'the change feed brings our own changes only',
    caughtBy: ['the change feed brings what others wrote and removed'],
    sabotage: (good) => {
      const ours = new Set<string>();
      return {
        async doCreate(draft, ctx) {
          const ref = await good.doCreate(draft, ctx);
          ours.add(ref.handle);
          return ref;
        },
        ...keeping(({ handle }) => ours.has(handle))(good),
      };
    },
  },
  {
    name: 'the change feed brings each event once and never again',
    caughtBy: ['the change feed gives the same again for the same cursor'],
    sabotage: (good) => {
      const seen = new Set<string>();
      return keeping(({ handle }) => {
        const fresh = !seen.has(handle);
        seen.add(handle);
        return fresh;
      })(good);
    },
  },
  {
    name: 'the change feed has no end',
    caughtBy: ['the change feed comes to its end', 'the change feed brings what was created'],
    sabotage: spoiling((page) => ({ ...page, more: true })),
  },
  {
    name: 'the change feed drops what does not fit',
    caughtBy: ['a long change feed comes whole'],
    sabotage: spoiling((page) => ({ ...page, changes: page.changes.slice(0, 3), more: false })),
  },
  {
    name: 'a bogus cursor brings an empty page instead of a gap',
    caughtBy: ['a cursor that nobody gave is a gap, with a cursor that works'],
    sabotage: (good) => ({
      async doListChanges(query, ctx) {
        const page = await good.doListChanges(query, ctx);
        return page.gap ? { gap: false, changes: [], cursor: page.cursor, more: false } : page;
      },
    }),
  },
  {
    name: 'after a gap the old cursor comes back',
    caughtBy: ['a cursor that nobody gave is a gap, with a cursor that works'],
    sabotage: (good) => ({
      async doListChanges(query, ctx) {
        const page = await good.doListChanges(query, ctx);
        return page.gap ? { gap: true, cursor: query.cursor ?? page.cursor } : page;
      },
    }),
  },
  {
    name: 'the change feed mixes the rooms',
    caughtBy: ['the change feed is of the room asked only'],
    sabotage: (good) => {
      const created = new Map<string, { readonly room: RoomRef; readonly change: Change }>();
      return {
        async doCreate(draft, ctx) {
          const ref = await good.doCreate(draft, ctx);
          const [room] = draft.rooms;
          const change = { handle: ref.handle, removed: false, uid: ref.uid } as const;
          if (room) created.set(ref.handle, { room, change });
          return ref;
        },
        ...spoiling((page, cursor) => {
          const others = cursor === null ? [] : [...created.values()].map(({ change }) => change);
          return { ...page, changes: [...page.changes, ...others] };
        })(good),
      };
    },
  },
  {
    name: 'a change feed that failed is empty',
    caughtBy: [
      'the change feed of a room that does not exist is a failure',
      'on a server that is down every read fails as unavailable',
    ],
    sabotage: (good) => ({
      doListChanges: (query, ctx) =>
        good
          .doListChanges(query, ctx)
          .catch((): ChangePage => ({ gap: false, changes: [], cursor: 'c', more: false })),
    }),
  },
];
