import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { PrismaClient } from '@/lib/db/generated/client';
import type { AuditStore } from '@/lib/db/ports';

/** Who changed what and when; the names of changed fields, never their values. */
export function createAuditStore(prisma: PrismaClient): AuditStore {
  return withDatabaseErrors<AuditStore>({
    record: async ({ fields, ...entry }) => {
      await prisma.auditEntry.create({ data: { ...entry, detail: { fields: [...fields] } } });
    },
  });
}
