import type { CalendarBackend, EventDraft, EventRef } from '@/lib/calendar/backend';
import { type BackendErrorCode, isBackendError } from '@/lib/calendar/errors';
import { addMs, hourMs } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import type { Saboteur } from '@/tests/conformance/saboteurs/saboteur';

function isCode(error: unknown, ...codes: readonly BackendErrorCode[]): boolean {
  return isBackendError(error) && codes.includes(error.code);
}

function whole(ref: EventRef): EventRef {
  return { ...ref, recurrenceId: null };
}

function creating(spoil: (draft: EventDraft) => EventDraft) {
  return (good: CalendarBackend): Partial<CalendarBackend> => ({
    doCreate: (draft, ctx) => good.doCreate(spoil(draft), ctx),
  });
}

function withoutRecurrence({ recurrence: _dropped, ...draft }: EventDraft): EventDraft {
  return draft;
}

const writing: readonly Saboteur[] = [
  {
    name: 'a series is counted in UTC',
    caughtBy: [
      'a series keeps the wall clock of its zone when clocks change',
      'a series is busy on each of its dates, and not on those left out',
      'a series moves as a whole, with what was done to single dates',
    ],
    sabotage: creating((draft) => ({ ...draft, timeZone: zoneId('UTC') })),
  },
  {
    name: 'the exceptions of a series are forgotten',
    caughtBy: [
      'each date of a series is found by its original start',
      'a series is busy on each of its dates, and not on those left out',
      'a series without a date that is left is refused and nothing is written',
      'one date of a series that is cancelled leaves the others',
    ],
    sabotage: creating((draft) =>
      draft.recurrence ? { ...draft, recurrence: { ...draft.recurrence, exceptions: [] } } : draft,
    ),
  },
  {
    name: 'a rule that is refused is dropped in silence',
    caughtBy: [
      'rules that are none, or without measure, are refused and nothing is written',
      'a series without a date that is left is refused and nothing is written',
      'a series without an end is refused, or goes on and on',
    ],
    sabotage: (good) => ({
      doCreate: (draft, ctx) =>
        good.doCreate(draft, ctx).catch((error: unknown) => {
          if (!draft.recurrence || !isCode(error, 'invalid-request')) throw error;
          return good.doCreate(withoutRecurrence(draft), ctx);
        }),
    }),
  },
  {
    name: 'another rule under a uid is taken for the same series',
    caughtBy: ['the same series created twice is one, another rule under its uid is a conflict'],
    sabotage: (good) => ({
      doCreate: (draft, ctx) =>
        good.doCreate(draft, ctx).catch(async (error: unknown) => {
          const { rooms, uid } = draft;
          const found = await good.doFindByUid({ rooms, uid }, ctx);
          if (!found) throw error;
          return found.ref;
        }),
    }),
  },
  {
    name: 'a series leaves out the dates that are taken',
    caughtBy: ['a series over one taken date is refused whole where the server is the referee'],
    sabotage: (good) => ({
      doCreate: (draft, ctx) =>
        good.doCreate(draft, ctx).catch((error: unknown) => {
          if (!draft.recurrence || !isCode(error, 'conflict')) throw error;
          return good.doCreate(withoutRecurrence(draft), ctx);
        }),
    }),
  },
];

const reading: readonly Saboteur[] = [
  {
    name: 'each date of a series is told as the first',
    caughtBy: ['each date of a series is found by its original start'],
    sabotage: (good) => ({ doGet: (ref, ctx) => good.doGet(whole(ref), ctx) }),
  },
  {
    name: 'a series is found by one of its dates',
    caughtBy: ['a series is found as a whole by its uid, and by what names no date'],
    sabotage: (good) => ({
      async doFindByUid(query, ctx) {
        const found = await good.doFindByUid(query, ctx);
        return found && { ...found, ref: { ...found.ref, recurrenceId: found.start } };
      },
    }),
  },
  {
    name: 'the change feed tells the first change of a series only',
    caughtBy: ['the change feed brings what was done to one date of a series'],
    sabotage: (good) => {
      const told = new Set<string>();
      return {
        async doListChanges(query, ctx) {
          const page = await good.doListChanges(query, ctx);
          if (page.gap) return page;
          const changes = page.changes.filter(({ handle }) => !told.has(handle));
          for (const { handle } of changes) told.add(handle);
          return { ...page, changes };
        },
      };
    },
  },
];

const changing: readonly Saboteur[] = [
  {
    name: 'what is meant for one date is done to the whole series',
    caughtBy: [
      'one date of a series moves alone, and keeps its original start',
      'a date that was moved moves again',
      'one date of a series that is cancelled leaves the others',
      'a new title of one date is its own',
      'what is said of one date alone stays when the series changes',
      'a date of a series must be named, and be one of it',
    ],
    sabotage: (good) => ({
      doUpdate: (ref, change, _scope, ctx) => good.doUpdate(whole(ref), change, 'all', ctx),
      doCancel: (ref, _scope, ctx) => good.doCancel(whole(ref), 'all', ctx),
    }),
  },
  {
    name: 'a date that has been moved once stays there',
    caughtBy: ['a date that was moved moves again'],
    sabotage: (good) => ({
      async doUpdate(ref, change, scope, ctx) {
        const event = await good.doGet(ref, ctx);
        const moved = ref.recurrenceId !== null && event.start !== ref.recurrenceId;
        return moved ? ref : good.doUpdate(ref, change, scope, ctx);
      },
    }),
  },
  {
    name: 'cancelling one date does nothing',
    caughtBy: [
      'one date of a series that is cancelled leaves the others',
      'cancelling the last date that is left removes the series',
      'the change feed brings what was done to one date of a series',
    ],
    sabotage: (good) => ({
      async doCancel(ref, scope, ctx) {
        if (scope === 'all') await good.doCancel(ref, scope, ctx);
      },
    }),
  },
  {
    name: 'cancelling a series cancels its first date',
    caughtBy: ['cancelling a series as a whole removes every date'],
    sabotage: (good) => ({
      async doCancel(ref, _scope, ctx) {
        const { start } = await good.doGet(whole(ref), ctx);
        await good.doCancel({ ...ref, recurrenceId: start }, 'one', ctx);
      },
    }),
  },
  {
    name: 'a series that changes is written anew',
    caughtBy: [
      'a series moves as a whole, with what was done to single dates',
      'a series that is cut short keeps what was done to its earlier dates',
      'exceptions that come with a new rule add to those that stand',
      'what is said of one date alone stays when the series changes',
    ],
    sabotage: (good) => {
      const drafts = new Map<string, EventDraft>();
      return {
        doCreate(draft, ctx) {
          drafts.set(draft.uid, draft);
          return good.doCreate(draft, ctx);
        },
        async doUpdate(ref, change, scope, ctx) {
          const draft = drafts.get(ref.uid);
          if (!draft || scope === 'one') return good.doUpdate(ref, change, scope, ctx);
          await good.doCancel(whole(ref), 'all', ctx);
          return good.doCreate({ ...draft, ...change }, ctx);
        },
      };
    },
  },
  {
    name: 'a rule that is refused leaves the old one in silence',
    caughtBy: ['a change of the rule that is none is refused and changes nothing'],
    sabotage: (good) => ({
      doUpdate: (ref, change, scope, ctx) =>
        good.doUpdate(ref, change, scope, ctx).catch((error: unknown) => {
          if (isCode(error, 'invalid-request')) return ref;
          throw error;
        }),
    }),
  },
  {
    name: 'a new title of a series takes an hour more',
    caughtBy: ['a new title of a series is that of each date, and nothing moves'],
    sabotage: (good) => ({
      async doUpdate(ref, change, scope, ctx) {
        if (change.title === undefined) return good.doUpdate(ref, change, scope, ctx);
        const { end } = await good.doGet(ref, ctx);
        return good.doUpdate(ref, { ...change, end: addMs(end, hourMs) }, scope, ctx);
      },
    }),
  },
  {
    name: 'a write to an old version of a series is made good',
    caughtBy: ['writing to a series with an old version is stale, and changes nothing'],
    sabotage: (good) => ({
      doUpdate: (ref, change, scope, ctx) =>
        good.doUpdate({ ...ref, version: null }, change, scope, ctx),
      doCancel: (ref, scope, ctx) => good.doCancel({ ...ref, version: null }, scope, ctx),
    }),
  },
  {
    name: 'a date that would be on what is taken is left out',
    caughtBy: ['a series is not moved onto what is taken where the server is the referee'],
    sabotage: (good) => ({
      doUpdate: (ref, change, scope, ctx) =>
        good.doUpdate(ref, change, scope, ctx).catch(async (error: unknown) => {
          if (!isCode(error, 'conflict') || ref.recurrenceId === null) throw error;
          await good.doCancel(ref, 'one', ctx);
          return whole(ref);
        }),
    }),
  },
];

export const seriesSaboteurs: readonly Saboteur[] = [...writing, ...reading, ...changing];
