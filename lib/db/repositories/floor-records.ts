import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { Floor } from '@/lib/db/generated/client';
import type { FloorRecord, RecordStore } from '@/lib/db/ports';
import type { RecordDeps } from '@/lib/db/repositories/admin-stores';
import { definedOnly } from '@/lib/db/repositories/defined-only';
import { explainRefusal, noSuch } from '@/lib/db/repositories/refused-writes';

const noun = 'floor';

export function createFloorRecords({ prisma, newId }: RecordDeps): RecordStore<FloorRecord> {
  return withDatabaseErrors<RecordStore<FloorRecord>>({
    list: async (organisationId) => {
      const rows = await prisma.floor.findMany({
        where: { organisationId },
        orderBy: [{ buildingId: 'asc' }, { level: 'asc' }, { name: 'asc' }],
      });
      return rows.map(toRecord);
    },
    find: async (organisationId, id) => {
      const row = await prisma.floor.findFirst({ where: { id, organisationId } });
      return row && toRecord(row);
    },
    create: async (organisationId, content) => {
      const building = await prisma.building.findFirst({
        where: { id: content.buildingId, organisationId },
      });
      if (!building) throw noSuch('buildingId', 'building');
      return explainRefusal(noun, async () =>
        toRecord(await prisma.floor.create({ data: { ...content, id: newId(), organisationId } })),
      );
    },
    update: (organisationId, id, { buildingId: _fixed, ...change }) =>
      explainRefusal(noun, async () => {
        const changed = await prisma.floor.updateMany({
          where: { id, organisationId },
          data: definedOnly(change),
        });
        if (changed.count === 0) return null;
        return toRecord(await prisma.floor.findUniqueOrThrow({ where: { id } }));
      }),
    remove: (organisationId, id) =>
      explainRefusal(noun, async () => {
        const removed = await prisma.floor.deleteMany({ where: { id, organisationId } });
        return removed.count > 0;
      }),
  });
}

function toRecord({ id, buildingId, name, level }: Floor): FloorRecord {
  return { id, buildingId, name, level };
}
