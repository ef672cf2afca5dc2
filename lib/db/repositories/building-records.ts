import { zoneId } from '@/lib/core/time/zone';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { Building } from '@/lib/db/generated/client';
import type { BuildingRecord, RecordStore } from '@/lib/db/ports';
import type { RecordDeps } from '@/lib/db/repositories/admin-stores';
import { definedOnly } from '@/lib/db/repositories/defined-only';
import { explainRefusal } from '@/lib/db/repositories/refused-writes';
import { storedPolicy, toPolicyColumn } from '@/lib/db/repositories/stored-policy';

const noun = 'building';

export function createBuildingRecords({ prisma, newId }: RecordDeps): RecordStore<BuildingRecord> {
  return withDatabaseErrors<RecordStore<BuildingRecord>>({
    list: async (organisationId) => {
      const rows = await prisma.building.findMany({
        where: { organisationId },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
      });
      return rows.map(toRecord);
    },
    find: async (organisationId, id) => {
      const row = await prisma.building.findFirst({ where: { id, organisationId } });
      return row && toRecord(row);
    },
    create: (organisationId, content) =>
      explainRefusal(noun, async () => {
        const data = { ...content, policy: toPolicyColumn(content.policy), id: newId() };
        return toRecord(await prisma.building.create({ data: { ...data, organisationId } }));
      }),
    update: (organisationId, id, { policy, ...change }) =>
      explainRefusal(noun, async () => {
        const data = {
          ...definedOnly(change),
          ...(policy === undefined ? {} : { policy: toPolicyColumn(policy) }),
        };
        const changed = await prisma.building.updateMany({ where: { id, organisationId }, data });
        if (changed.count === 0) return null;
        return toRecord(await prisma.building.findUniqueOrThrow({ where: { id } }));
      }),
    remove: (organisationId, id) =>
      explainRefusal(noun, async () => {
        const [, removed] = await prisma.$transaction([
          prisma.floor.deleteMany({ where: { buildingId: id, organisationId } }),
          prisma.building.deleteMany({ where: { id, organisationId } }),
        ]);
        return removed.count > 0;
      }),
  });
}

function toRecord(row: Building): BuildingRecord {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    timeZone: zoneId(row.timeZone),
    policy: storedPolicy.parse(row.policy),
  };
}
