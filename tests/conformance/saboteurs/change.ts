import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { CalendarBackend, CallContext, EventRef } from '@/lib/calendar/backend';
import { BackendError, type BackendErrorCode, isBackendError } from '@/lib/calendar/errors';
import { addMs, hourMs, instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import type { Saboteur } from '@/tests/conformance/saboteurs/saboteur';

function isCode(error: unknown, code: BackendErrorCode): boolean {
  return isBackendError(error) && error.code === code;
}

/** The event as it is now, whatever the caller has seen of it. */
async function freshRef(good: CalendarBackend, ref: EventRef, ctx: CallContext): Promise<EventRef> {
  return (await good.doGet(ref, ctx)).ref;
}

export const changeSaboteurs: readonly Saboteur[] = [
  {
    name: 'a change writes everything, with blanks for what was not given',
    caughtBy: [
      'new times change the times only',
      'a new end changes the end only',
      'new attendees replace the attendees only',
      'a new description changes the description only',
      'a new title changes the title only',
    ],
    sabotage: (good) => ({
      doUpdate: (ref, change, scope, ctx) => {
        const blanks = { title: 'Untitled', description: '', attendees: [] };
        return good.doUpdate(ref, { ...blanks, ...change }, scope, ctx);
      },
    }),
  },
  {
    name: 'new times are written on another clock',
    caughtBy: ['what we move is at its exact instants', 'new times change the times only'],
    sabotage: (good) => ({
      doUpdate: (ref, { start, end, ...change }, scope, ctx) => {
        const times = {
          ...(start === undefined ? {} : { start: addMs(start, hourMs) }),
          ...(end === undefined ? {} : { end: addMs(end, hourMs) }),
        };
        return good.doUpdate(ref, { ...change, ...times }, scope, ctx);
      },
    }),
  },
  {
    name: 'a stale version overwrites',
    caughtBy: [
      'a change with an old version is stale, and overwrites nothing',
      'cancelling with an old version is stale, and removes nothing',
    ],
    sabotage: (good) => ({
      doUpdate: async (ref, change, scope, ctx) =>
        good.doUpdate(await freshRef(good, ref, ctx), change, scope, ctx),
      doCancel: async (ref, scope, ctx) =>
        good.doCancel(await freshRef(good, ref, ctx), scope, ctx),
    }),
  },
  {
    name: 'a stale change is dropped in silence',
    caughtBy: ['a change with an old version is stale, and overwrites nothing'],
    sabotage: (good) => ({
      doUpdate: (ref, change, scope, ctx) =>
        good.doUpdate(ref, change, scope, ctx).catch((error: unknown) => {
          if (isCode(error, 'stale')) return ref;
          throw error;
        }),
    }),
  },
  {
    name: 'a change answers the old version',
    caughtBy: ['a change gives a new version, with which the next change works'],
    sabotage: (good) => ({
      async doUpdate(ref, change, scope, ctx) {
        await good.doUpdate(ref, change, scope, ctx);
        return ref;
      },
    }),
  },
  {
    name: 'a moved event leaves its old time taken',
    caughtBy: ['a moved event frees its old time', 'new times change the times only'],
    sabotage: (good, harness) => ({
      async doUpdate(ref, change, scope, ctx) {
        const before = await good.doGet(ref, ctx);
        const updated = await good.doUpdate(ref, change, scope, ctx);
        const [room] = ref.rooms;
        const moved = change.start !== undefined && change.start >= before.end;
        if (room && moved) {
          const { start, end } = before;
          await harness.writeOutside(room, { uid: randomUUID(), start, end });
        }
        return updated;
      },
    }),
  },
  {
    name: 'a change backwards is put right in silence',
    caughtBy: ['a change to an end before the start is invalid, and changes nothing'],
    sabotage: (good) => ({
      doUpdate: (ref, change, scope, ctx) =>
        good.doUpdate(ref, change, scope, ctx).catch((error: unknown) => {
          if (isCode(error, 'invalid-request')) return ref;
          throw error;
        }),
    }),
  },
  {
    name: 'a change brings a removed event back',
    caughtBy: ['a change of an event that was removed is event-not-found, and brings nothing back'],
    sabotage: (good) => ({
      doUpdate: (ref, change, scope, ctx) =>
        good.doUpdate(ref, change, scope, ctx).catch((error: unknown) => {
          if (!isCode(error, 'event-not-found')) throw error;
          const start = laterThanAnything;
          const draft = {
            uid: ref.uid,
            rooms: ref.rooms,
            start,
            end: addMs(start, hourMs),
            timeZone: zoneId('UTC'),
            title: change.title ?? 'Back',
            organizer: { email: 'ghost@example.org' },
            attendees: [],
            visibility: 'default' as const,
          };
          return good.doCreate(draft, ctx);
        }),
    }),
  },
  {
    name: 'a move onto another event is dropped in silence',
    caughtBy: [
      'moving an event onto another is a conflict where the server is the referee, and it stays',
    ],
    sabotage: (good) => ({
      doUpdate: (ref, change, scope, ctx) =>
        good.doUpdate(ref, change, scope, ctx).catch((error: unknown) => {
          if (isCode(error, 'conflict')) return ref;
          throw error;
        }),
    }),
  },
  {
    name: 'an event stands in its own way',
    caughtBy: ['an event may move onto its own time'],
    sabotage: (good) => ({
      async doUpdate(ref, change, scope, ctx) {
        const { start, end } = change;
        if (start !== undefined && end !== undefined && start < end) {
          const window = { start, end };
          const answers = await good.doFreeBusy({ rooms: ref.rooms, window }, ctx);
          if (answers.some((answer) => answer.known && answer.busy.length > 0)) {
            throw new BackendError('conflict', 'sabotage', { outcome: 'not-applied' });
          }
        }
        return good.doUpdate(ref, change, scope, ctx);
      },
    }),
  },
  {
    name: 'a cancellation is not awaited',
    caughtBy: ['a cancelled event is gone when the call returns'],
    sabotage: (good) => ({
      async doCancel(ref, scope, ctx) {
        const cancelling = wait(150).then(() => good.doCancel(ref, scope, ctx));
        cancelling.catch(() => undefined);
      },
    }),
  },
  {
    name: 'a cancellation of one does nothing',
    caughtBy: ['a single event is cancelled by the scope one as well'],
    sabotage: (good) => ({
      doCancel: async (ref, scope, ctx) => {
        if (scope === 'all') await good.doCancel(ref, scope, ctx);
      },
    }),
  },
  {
    name: 'a cancellation of nothing succeeds',
    caughtBy: ['cancelling again is event-not-found'],
    sabotage: (good) => ({
      doCancel: (ref, scope, ctx) =>
        good.doCancel(ref, scope, ctx).catch((error: unknown) => {
          if (!isCode(error, 'event-not-found')) throw error;
        }),
    }),
  },
  {
    name: 'a cancellation takes the neighbours with it',
    caughtBy: ['cancelling leaves the events beside it'],
    sabotage: (good) => ({
      async doCancel(ref, scope, ctx) {
        const { start, end } = await good.doGet(ref, ctx);
        const window = { start: addMs(start, -6 * hourMs), end: addMs(end, 6 * hourMs) };
        for (const room of ref.rooms) {
          const { events } = await good.doListEvents({ room, window, cursor: null }, ctx);
          for (const event of events) await good.doCancel(event.ref, scope, ctx);
        }
      },
    }),
  },
  {
    name: 'a cancellation leaves a hold behind',
    caughtBy: [
      'the time of a cancelled event can be taken again',
      'a cancelled event is gone when the call returns',
    ],
    sabotage: (good, harness) => ({
      async doCancel(ref, scope, ctx) {
        const { start, end } = await good.doGet(ref, ctx);
        await good.doCancel(ref, scope, ctx);
        const [room] = ref.rooms;
        if (room) await harness.writeOutside(room, { start, end, uid: randomUUID() });
      },
    }),
  },
  {
    name: 'a cancellation only declines',
    caughtBy: [
      'a cancelled event is gone when the call returns',
      'cancelling again is event-not-found',
    ],
    sabotage: (good) => ({
      async doCancel(ref, _scope, ctx) {
        for (const room of ref.rooms) await good.doRespond(ref, room, 'declined', ctx);
      },
    }),
  },
];

/** 2040-01-01: nothing else in this suite is there. */
const laterThanAnything = instant(Date.UTC(2040, 0, 1));

export const respondSaboteurs: readonly Saboteur[] = [
  {
    name: 'a room is not asked',
    caughtBy: [
      'a room that declined is free, and says so',
      'the time that a room declined can be taken by another event',
      'a room that answered tentatively is busy, as tentative',
    ],
    sabotage: () => ({ doRespond: async (ref) => ref }),
  },
  {
    name: 'every answer declines',
    caughtBy: [
      'a room that accepted is busy again',
      'a room that answered tentatively is busy, as tentative',
    ],
    sabotage: (good) => ({
      doRespond: (ref, room, _answer, ctx) => good.doRespond(ref, room, 'declined', ctx),
    }),
  },
  {
    name: 'declining removes the event',
    caughtBy: ['a room that declined is free, and says so'],
    sabotage: (good) => ({
      async doRespond(ref, room, answer, ctx) {
        if (answer !== 'declined') return good.doRespond(ref, room, answer, ctx);
        await good.doCancel(ref, 'all', ctx);
        return ref;
      },
    }),
  },
];
