import type { CalendarBackend, CallContext } from '@/lib/calendar/backend';
import {
  BackendError,
  type BackendErrorCode,
  isBackendError,
  type WriteOutcome,
} from '@/lib/calendar/errors';
import type { Saboteur } from '@/tests/conformance/saboteurs/saboteur';

type Throwing = <T>(work: () => Promise<T>, ctx: CallContext) => Promise<T>;

/** A backend whose every call goes through `around`. */
function around(wrap: Throwing, spoil: (ctx: CallContext) => CallContext = (ctx) => ctx) {
  return (good: CalendarBackend): Partial<CalendarBackend> => ({
    doFreeBusy: (query, ctx) => wrap(() => good.doFreeBusy(query, spoil(ctx)), ctx),
    doListEvents: (query, ctx) => wrap(() => good.doListEvents(query, spoil(ctx)), ctx),
    doFindByUid: (query, ctx) => wrap(() => good.doFindByUid(query, spoil(ctx)), ctx),
    doCreate: (draft, ctx) => wrap(() => good.doCreate(draft, spoil(ctx)), ctx),
    doGet: (ref, ctx) => wrap(() => good.doGet(ref, spoil(ctx)), ctx),
    doListOccurrences: (query, ctx) => wrap(() => good.doListOccurrences(query, spoil(ctx)), ctx),
    doUpdate: (ref, change, scope, ctx) =>
      wrap(() => good.doUpdate(ref, change, scope, spoil(ctx)), ctx),
    doCancel: (ref, scope, ctx) => wrap(() => good.doCancel(ref, scope, spoil(ctx)), ctx),
    doRespond: (ref, room, answer, ctx) =>
      wrap(() => good.doRespond(ref, room, answer, spoil(ctx)), ctx),
    doListChanges: (query, ctx) => wrap(() => good.doListChanges(query, spoil(ctx)), ctx),
  });
}

/** A backend that says something else when it fails. */
function failingWith(spoil: (error: BackendError) => Error) {
  return around((work) =>
    work().catch((error: unknown) => {
      throw isBackendError(error) ? spoil(error) : error;
    }),
  );
}

function recoded(error: BackendError, from: BackendErrorCode, to: BackendErrorCode): BackendError {
  if (error.code !== from) return error;
  const { message, outcome } = error;
  return new BackendError(to, message, outcome === null ? {} : { outcome });
}

function withOutcome(error: BackendError, outcome: WriteOutcome): BackendError {
  if (error.outcome === null) return error;
  return new BackendError(error.code, error.message, { outcome });
}

const deaf = (ctx: CallContext): CallContext => ({ ...ctx, signal: new AbortController().signal });

export const failureSaboteurs: readonly Saboteur[] = [
  {
    name: 'foreign errors leak',
    caughtBy: [
      'on a server that is down every read fails as unavailable',
      'on a server that is down every write fails as unavailable and tells its outcome',
      'cancelling again is event-not-found',
    ],
    sabotage: failingWith((error) => new Error(error.message)),
  },
  {
    name: 'errors look like ours and are not',
    caughtBy: ['on a server that is down every read fails as unavailable'],
    sabotage: failingWith(({ code, message, outcome }) =>
      Object.assign(new Error(message), { name: 'BackendError', code, outcome }),
    ),
  },
  {
    name: 'the signal is ignored',
    caughtBy: [
      'a read whose answer never comes ends at its deadline, as timeout',
      'a read whose caller leaves ends at once, as aborted',
      'free/busy whose answer never comes is unknown, or ends as timeout',
      'leaving while a write is under way does not undo it, and its outcome is unknown',
      'a call whose caller has already left does nothing',
    ],
    sabotage: around((work) => work(), deaf),
  },
  {
    name: 'a caller who left is taken for a deadline',
    caughtBy: ['a read whose caller leaves ends at once, as aborted'],
    sabotage: failingWith((error) => recoded(error, 'aborted', 'timeout')),
  },
  {
    name: 'a deadline is taken for a caller who left',
    caughtBy: ['a read whose answer never comes ends at its deadline, as timeout'],
    sabotage: failingWith((error) => recoded(error, 'timeout', 'aborted')),
  },
  {
    name: 'a failed write is always said not to have been applied',
    caughtBy: [
      'leaving while a write is under way does not undo it, and its outcome is unknown',
      'a write whose answer was lost has an unknown outcome, and can be repeated',
    ],
    sabotage: failingWith((error) => withOutcome(error, 'not-applied')),
  },
  {
    name: 'a failed write does not tell its outcome',
    caughtBy: [
      'on a server that is down every write fails as unavailable and tells its outcome',
      'a call whose caller has already left does nothing',
    ],
    sabotage: failingWith(({ code, message }) => new BackendError(code, message)),
  },
  {
    name: 'a write whose answer was lost is said to be done',
    caughtBy: ['a write whose answer was lost has an unknown outcome, and can be repeated'],
    sabotage: (good) => ({
      doCreate: (draft, ctx) =>
        good.doCreate(draft, ctx).catch((error: unknown) => {
          if (!isBackendError(error) || error.outcome !== 'unknown') throw error;
          const { uid, rooms } = draft;
          return { uid, rooms, recurrenceId: null, handle: uid, version: null };
        }),
    }),
  },
  {
    name: 'once broken, broken for ever',
    caughtBy: ['when the server is back everything works again'],
    sabotage: (good) => {
      let broken: unknown = null;
      return around(async (work) => {
        if (broken) throw broken;
        return work().catch((error: unknown) => {
          broken = error;
          throw error;
        });
      })(good);
    },
  },
  {
    name: 'a refusal quotes the title',
    caughtBy: ['no error tells the title of an event'],
    sabotage: (good) => ({
      doCreate: (draft, ctx) =>
        good.doCreate(draft, ctx).catch((error: unknown) => {
          if (!isBackendError(error)) throw error;
          const { code, outcome } = error;
          const message = `could not write "${draft.title}"`;
          throw new BackendError(code, message, outcome === null ? {} : { outcome });
        }),
    }),
  },
];

export const declarationSaboteurs: readonly Saboteur[] = [
  {
    name: 'arguments are sorted in place',
    caughtBy: ['arguments are not changed'],
    sabotage: (good) => ({
      doFreeBusy: async (query, ctx) => {
        const rooms = query.rooms as unknown as { roomId: string }[];
        rooms.sort((a, b) => a.roomId.localeCompare(b.roomId));
        return good.doFreeBusy(query, ctx);
      },
    }),
  },
  {
    name: 'a declared limit is nothing',
    caughtBy: ['declared limits are positive, and the granularity is not negative'],
    sabotage: ({ capabilities }) => ({ capabilities: { ...capabilities, concurrency: 0 } }),
  },
  {
    name: 'notices are promised that nobody can ask for',
    caughtBy: ['notices are offered where they are declared, and only there'],
    sabotage: ({ capabilities }) => ({ capabilities: { ...capabilities, push: true } }),
  },
  {
    name: 'buffers are written into the meetings of others',
    caughtBy: ['buffers make no event longer whose times others agreed to'],
    sabotage: ({ capabilities }) => ({
      capabilities: { ...capabilities, writeMode: 'invite', buffers: 'longer-event' },
    }),
  },
  {
    name: 'fewer rooms are answered than declared',
    caughtBy: ['as many rooms as are declared for one call are answered in one call'],
    sabotage: (good) => ({
      doFreeBusy: ({ rooms, window }, ctx) =>
        good.doFreeBusy({ rooms: rooms.slice(0, 3), window }, ctx),
    }),
  },
  {
    name: 'a shorter window is answered than declared',
    caughtBy: ['a window as long as declared is answered'],
    sabotage: (good) => ({
      doFreeBusy: async (query, ctx) => {
        const isLong = query.window.end - query.window.start > 40 * 24 * 3_600_000;
        if (isLong) throw new BackendError('invalid-request', 'too long');
        return good.doFreeBusy(query, ctx);
      },
    }),
  },
  {
    name: 'what is not supported is passed over in silence',
    caughtBy: ['administration that is not declared is unsupported'],
    sabotage: ({ admin }) => ({
      admin: {
        ...admin,
        doListRooms: async () => ({ rooms: [], cutLists: [] }),
        doDeleteRoom: async () => undefined,
      },
    }),
  },
];
