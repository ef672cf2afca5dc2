import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { Feature } from '@/lib/db/generated/client';
import type { FeatureRecord, RecordStore } from '@/lib/db/ports';
import type { RecordDeps } from '@/lib/db/repositories/admin-stores';
import { definedOnly } from '@/lib/db/repositories/defined-only';
import { explainRefusal } from '@/lib/db/repositories/refused-writes';

const noun = 'feature';

/** Removing a feature takes it off the rooms that had it. */
export function createFeatureRecords({ prisma, newId }: RecordDeps): RecordStore<FeatureRecord> {
  return withDatabaseErrors<RecordStore<FeatureRecord>>({
    list: async (organisationId) => {
      const rows = await prisma.feature.findMany({
        where: { organisationId },
        orderBy: { name: 'asc' },
      });
      return rows.map(toRecord);
    },
    find: async (organisationId, id) => {
      const row = await prisma.feature.findFirst({ where: { id, organisationId } });
      return row && toRecord(row);
    },
    create: (organisationId, content) =>
      explainRefusal(noun, async () =>
        toRecord(
          await prisma.feature.create({ data: { ...content, id: newId(), organisationId } }),
        ),
      ),
    update: (organisationId, id, { key: _fixed, ...change }) =>
      explainRefusal(noun, async () => {
        const changed = await prisma.feature.updateMany({
          where: { id, organisationId },
          data: definedOnly(change),
        });
        if (changed.count === 0) return null;
        return toRecord(await prisma.feature.findUniqueOrThrow({ where: { id } }));
      }),
    remove: async (organisationId, id) => {
      const removed = await prisma.feature.deleteMany({ where: { id, organisationId } });
      return removed.count > 0;
    },
  });
}

function toRecord({ id, key, name }: Feature): FeatureRecord {
  return { id, key, name };
}
