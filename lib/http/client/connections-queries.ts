import { queryOptions } from '@tanstack/react-query';
import { sendForAnswer } from '@/lib/http/client/send';
import {
  discoverRooms,
  getConnection,
  getTrial,
  listConnections,
} from '@/lib/http/contract/admin-connections';
import { adminBuildings, adminRooms } from '@/lib/http/contract/admin-places';

export function connectionsQuery() {
  return queryOptions({
    queryKey: ['connections'],
    queryFn: async ({ signal }) => (await sendForAnswer(listConnections, { signal })).items,
  });
}

export function connectionQuery(connectionId: string) {
  return queryOptions({
    queryKey: ['connections', connectionId],
    queryFn: ({ signal }) => sendForAnswer(getConnection, { params: { id: connectionId }, signal }),
  });
}

export function trialQuery(connectionId: string) {
  return queryOptions({
    queryKey: ['connections', connectionId, 'trial'],
    queryFn: ({ signal }) => sendForAnswer(getTrial, { params: { id: connectionId }, signal }),
  });
}

/** What the calendar system itself tells of its rooms; asked only when somebody wants to know. */
export function foundRoomsQuery(connectionId: string) {
  return queryOptions({
    queryKey: ['connections', connectionId, 'rooms'],
    queryFn: ({ signal }) => sendForAnswer(discoverRooms, { params: { id: connectionId }, signal }),
    enabled: false,
    retry: false,
  });
}

export function adminRoomsQuery() {
  return queryOptions({
    queryKey: ['admin', 'rooms'],
    queryFn: async ({ signal }) => (await sendForAnswer(adminRooms.list, { signal })).items,
  });
}

export function adminBuildingsQuery() {
  return queryOptions({
    queryKey: ['admin', 'buildings'],
    queryFn: async ({ signal }) => (await sendForAnswer(adminBuildings.list, { signal })).items,
  });
}
