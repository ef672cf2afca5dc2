import { FoyerError } from '@/lib/core/errors';
import type {
  AdminStores,
  AuditEntry,
  AuditStore,
  BuildingRecord,
  Change,
  FeatureRecord,
  FloorRecord,
  RecordStore,
  RoomRecord,
} from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';

export interface RecordManager<T extends { readonly id: string }> {
  list(call: Call): Promise<readonly T[]>;
  /** @throws FoyerError `not-found`, as the others do. */
  get(id: string, call: Call): Promise<T>;
  create(content: Omit<T, 'id'>, call: Call): Promise<T>;
  update(id: string, change: Change<T>, call: Call): Promise<T>;
  remove(id: string, call: Call): Promise<void>;
}

/** What admins do with buildings, floors, features and rooms, each change with its audit entry. */
export function createRecordManager<T extends { readonly id: string }>(
  store: RecordStore<T>,
  audit: AuditStore,
  subjectKind: AuditEntry['subjectKind'],
): RecordManager<T> {
  const record = async (call: Call, action: AuditEntry['action'], id: string, fields: object) =>
    audit.record({
      organisationId: call.person.organisationId,
      actor: call.person.id,
      action,
      subjectKind,
      subjectId: id,
      fields: Object.keys(fields),
      requestId: call.requestId,
    });
  const present = <V>(found: V | null): V => {
    if (found !== null) return found;
    throw new FoyerError('not-found', `There is no such ${subjectKind}.`);
  };
  return {
    list: ({ person }) => store.list(person.organisationId),
    get: async (id, { person }) => present(await store.find(person.organisationId, id)),
    create: async (content, call) => {
      const created = await store.create(call.person.organisationId, content);
      await record(call, 'create', created.id, content);
      return created;
    },
    update: async (id, change, call) => {
      const updated = present(await store.update(call.person.organisationId, id, change));
      await record(call, 'update', id, change);
      return updated;
    },
    remove: async (id, call) => {
      const removed = await store.remove(call.person.organisationId, id);
      if (!removed) present(null);
      await record(call, 'remove', id, {});
    },
  };
}

export interface RecordManagers {
  readonly buildings: RecordManager<BuildingRecord>;
  readonly floors: RecordManager<FloorRecord>;
  readonly features: RecordManager<FeatureRecord>;
  readonly rooms: RecordManager<RoomRecord>;
}

export function createRecordManagers(stores: AdminStores, audit: AuditStore): RecordManagers {
  return {
    buildings: createRecordManager(stores.buildings, audit, 'building'),
    floors: createRecordManager(stores.floors, audit, 'floor'),
    features: createRecordManager(stores.features, audit, 'feature'),
    rooms: createRecordManager(stores.rooms, audit, 'room'),
  };
}
