import type { CalendarBackend } from '@/lib/calendar/backend';
import { createAdministration } from '@/lib/calendar/backends/graph/administration';
import { graphCapabilities } from '@/lib/calendar/backends/graph/capabilities';
import { cancelEvent, updateEvent } from '@/lib/calendar/backends/graph/change-event';
import { listChanges } from '@/lib/calendar/backends/graph/changes';
import { createGraphClient } from '@/lib/calendar/backends/graph/client';
import { createEvent } from '@/lib/calendar/backends/graph/create-event';
import { readFreeBusy, readPeopleFreeBusy } from '@/lib/calendar/backends/graph/free-busy';
import type { GraphParts } from '@/lib/calendar/backends/graph/graph-parts';
import { createKnownRooms } from '@/lib/calendar/backends/graph/known-rooms';
import type { GraphOptions } from '@/lib/calendar/backends/graph/options';
import { createOwnUids } from '@/lib/calendar/backends/graph/own-uids';
import { createPush } from '@/lib/calendar/backends/graph/push';
import {
  findByUid,
  getEvent,
  listEvents,
  listOccurrences,
} from '@/lib/calendar/backends/graph/read-events';
import { respond } from '@/lib/calendar/backends/graph/respond';
import type { Clock } from '@/lib/core/time/clock';

export interface GraphBackendDependencies {
  readonly options: GraphOptions;
  readonly clock: Clock;
  readonly newId: () => string;
}

/**
 * Rooms on Microsoft 365 by Microsoft Graph v1.0. In `invite` mode a meeting is its organiser's and the
 * rooms are invited to it, and answer for themselves; in `direct` mode it is the room's own event.
 */
export function createGraphBackend({
  options,
  clock,
  newId,
}: GraphBackendDependencies): CalendarBackend {
  const client = createGraphClient({ options, clock, newId });
  const parts: GraphParts = {
    client,
    capabilities: graphCapabilities(options),
    origin: new URL(options.baseUrl).origin,
    clock,
    uids: createOwnUids(client),
    rooms: createKnownRooms(client, clock),
    doubts: new Set(),
  };
  return {
    kind: 'graph',
    capabilities: parts.capabilities,
    doFreeBusy: (query, ctx) => readFreeBusy(client, query, ctx),
    doPeopleFreeBusy: (query, ctx) => readPeopleFreeBusy(client, query, ctx),
    doListEvents: (query, ctx) => listEvents(parts, query, ctx),
    doFindByUid: (query, ctx) => findByUid(parts, query, ctx),
    doCreate: (draft, ctx) => createEvent(parts, draft, ctx),
    doGet: (ref, ctx) => getEvent(parts, ref, ctx),
    doListOccurrences: (query, ctx) => listOccurrences(parts, query, ctx),
    doUpdate: (ref, change, scope, ctx) => updateEvent(parts, ref, change, scope, ctx),
    doCancel: (ref, scope, ctx) => cancelEvent(parts, ref, scope, ctx),
    doRespond: (ref, room, answer, ctx) => respond(parts, ref, room, answer, ctx),
    doListChanges: (query, ctx) => listChanges(parts, query, ctx),
    admin: createAdministration(parts),
    push: createPush(parts),
    async close() {
      // Connections that are not used close by themselves within seconds.
    },
  };
}
