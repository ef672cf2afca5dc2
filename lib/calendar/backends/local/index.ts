import type { BackendAdmin, CalendarBackend } from '@/lib/calendar/backend';
import { localCapabilities } from '@/lib/calendar/backends/local/capabilities';
import {
  cancelEvent,
  respondToEvent,
  updateEvent,
} from '@/lib/calendar/backends/local/change-event';
import { createEvent } from '@/lib/calendar/backends/local/create-event';
import { listChanges } from '@/lib/calendar/backends/local/list-changes';
import type { LocalStore } from '@/lib/calendar/backends/local/local-store';
import {
  findByUid,
  getEvent,
  listEvents,
  listOccurrences,
} from '@/lib/calendar/backends/local/read-events';
import { readFreeBusy } from '@/lib/calendar/backends/local/read-free-busy';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';

export type LocalBackendDependencies = Omit<LocalStore, 'pageSize'> &
  Partial<Pick<LocalStore, 'pageSize'>>;

/**
 * Calendars in Foyer's own database, for those who run no calendar server. A room is known by its
 * roomId and exists as long as its row names this connection; its address does not matter. The
 * pool is Foyer's own and not this backend's to close.
 */
export function createLocalBackend(dependencies: LocalBackendDependencies): CalendarBackend {
  const store = { ...dependencies, pageSize: dependencies.pageSize ?? 500 };
  return {
    kind: 'local',
    capabilities: localCapabilities,
    doFreeBusy: (query, ctx) => readFreeBusy(store, query, ctx),
    doPeopleFreeBusy: async () => unsupported('local calendars are those of rooms alone'),
    doListEvents: (query, ctx) => listEvents(store, query, ctx),
    doFindByUid: (query, ctx) => findByUid(store, query, ctx),
    doCreate: (draft, ctx) => createEvent(store, draft, ctx),
    doGet: (ref, ctx) => getEvent(store, ref, ctx),
    doListOccurrences: (query, ctx) => listOccurrences(store, query, ctx),
    doUpdate: (ref, change, scope, ctx) => updateEvent(store, ref, change, scope, ctx),
    doCancel: (ref, scope, ctx) => cancelEvent(store, ref, scope, ctx),
    doRespond: (ref, room, answer, ctx) => respondToEvent(store, ref, room, answer, ctx),
    doListChanges: (query, ctx) => listChanges(store, query, ctx),
    admin: localAdmin,
    close: async () => undefined,
  };
}

/** A room's calendar is there as soon as the room is, so making one means nothing more. */
const localAdmin: BackendAdmin = {
  doListRooms: async () => unsupported('local calendars have no rooms but those of Foyer'),
  doCreateCalendar: async ({ address }) => address,
  doDeleteCalendar: async () => unsupported('a local calendar goes with its room'),
  doProvisionRoom: async ({ address }) => address,
  doDeleteRoom: async () => unsupported('a local room is removed with its row'),
};
