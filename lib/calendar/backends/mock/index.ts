import type { BackendAdmin, CalendarBackend, CallContext } from '@/lib/calendar/backend';
import { answerPending, isDueAt } from '@/lib/calendar/backends/mock/attendant';
import { mockCapabilities } from '@/lib/calendar/backends/mock/capabilities';
import type { MockControls } from '@/lib/calendar/backends/mock/controls';
import { createControls } from '@/lib/calendar/backends/mock/create-controls';
import { createDisturbances } from '@/lib/calendar/backends/mock/disturbances';
import type { MockState } from '@/lib/calendar/backends/mock/mock-state';
import { createMockStore } from '@/lib/calendar/backends/mock/mock-store';
import type { MockMethod, MockOptions } from '@/lib/calendar/backends/mock/options';
import {
  findByUid,
  getEvent,
  listChanges,
  listEvents,
  listOccurrences,
  readFreeBusy,
  readPeopleFreeBusy,
} from '@/lib/calendar/backends/mock/reads';
import {
  cancelEvent,
  createEvent,
  respondToEvent,
  updateEvent,
} from '@/lib/calendar/backends/mock/writes';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import { isBackendError } from '@/lib/calendar/errors';
import type { Clock } from '@/lib/core/time/clock';

export interface MockBackend extends CalendarBackend {
  readonly controls: MockControls;
}

export interface MockBackendDependencies {
  readonly options: MockOptions;
  readonly clock: Clock;
  readonly newId: () => string;
}

/**
 * A calendar in memory that fails, dawdles and is written to by others on demand. It knows every
 * room by its roomId. What it holds lives and dies with this object: it is for tests and for
 * showing what an unreachable calendar looks like, never for bookings that matter.
 */
export function createMockBackend({ options, clock, newId }: MockBackendDependencies): MockBackend {
  const gone = new Set<string>();
  const people = new Set<string>();
  let epoch = 1;
  const state: MockState = {
    store: createMockStore(),
    capabilities: mockCapabilities(options),
    pageSize: options.pageSize ?? 100,
    answerAfterMs: options.answerAfterMs ?? null,
    clock,
    newId,
    isKnown: (roomId) => !gone.has(roomId),
    isPerson: (email) => people.has(email),
    epoch: () => epoch,
  };
  const disturbances = createDisturbances(options);
  const through = async <T>(method: MockMethod, ctx: CallContext, act: () => T): Promise<T> => {
    await disturbances.pass(method, 'before', ctx);
    answerPending(state.store, isDueAt(clock.now()));
    const answer = act();
    await disturbances.pass(method, 'after', ctx);
    return answer;
  };
  const failureOfOne = (method: MockMethod) => (id: string) =>
    disturbances.failureOfOne(method, id);
  const forgetChanges = () => {
    epoch += 1;
  };
  return {
    kind: 'mock',
    capabilities: state.capabilities,
    doFreeBusy: (query, ctx) =>
      through('doFreeBusy', ctx, () =>
        readFreeBusy(state, query, failureOfOne('doFreeBusy')),
      ).catch((error: unknown) => {
        if (!isBackendError(error)) throw error;
        return query.rooms.map(({ roomId }) => ({ roomId, known: false as const, error }));
      }),
    doPeopleFreeBusy: (query, ctx) =>
      through('doPeopleFreeBusy', ctx, () =>
        readPeopleFreeBusy(state, query, failureOfOne('doPeopleFreeBusy')),
      ).catch((error: unknown) => {
        if (!isBackendError(error)) throw error;
        return query.emails.map((email) => ({ email, known: false as const, error }));
      }),
    doListEvents: (query, ctx) => through('doListEvents', ctx, () => listEvents(state, query)),
    doFindByUid: (query, ctx) => through('doFindByUid', ctx, () => findByUid(state, query)),
    doCreate: (draft, ctx) => through('doCreate', ctx, () => createEvent(state, draft)),
    doGet: (ref, ctx) => through('doGet', ctx, () => getEvent(state, ref)),
    doListOccurrences: (query, ctx) =>
      through('doListOccurrences', ctx, () => listOccurrences(state, query)),
    doUpdate: (ref, change, scope, ctx) =>
      through('doUpdate', ctx, () => updateEvent(state, ref, change, scope)),
    doCancel: (ref, scope, ctx) => through('doCancel', ctx, () => cancelEvent(state, ref, scope)),
    doRespond: (ref, room, answer, ctx) =>
      through('doRespond', ctx, () => respondToEvent(state, ref, room, answer)),
    doListChanges: (query, ctx) => through('doListChanges', ctx, () => listChanges(state, query)),
    admin: mockAdmin,
    close: async () => undefined,
    controls: createControls(state, disturbances, { gone, people }, forgetChanges),
  };
}

const mockAdmin: BackendAdmin = {
  doListRooms: async () => unsupported('a mock has no list of rooms'),
  doCreateCalendar: async () => unsupported('a mock knows every room'),
  doDeleteCalendar: async () => unsupported('a mock knows every room'),
  doProvisionRoom: async () => unsupported('a mock knows every room'),
  doDeleteRoom: async () => unsupported('a mock knows every room'),
};
