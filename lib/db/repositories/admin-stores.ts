import type { PrismaClient } from '@/lib/db/generated/client';
import type { AdminStores } from '@/lib/db/ports';
import { createBuildingRecords } from '@/lib/db/repositories/building-records';
import { createFeatureRecords } from '@/lib/db/repositories/feature-records';
import { createFloorRecords } from '@/lib/db/repositories/floor-records';
import { createRoomRecords } from '@/lib/db/repositories/room-records';

export interface RecordDeps {
  readonly prisma: PrismaClient;
  readonly newId: () => string;
}

export function createAdminStores(deps: RecordDeps): AdminStores {
  return {
    buildings: createBuildingRecords(deps),
    floors: createFloorRecords(deps),
    features: createFeatureRecords(deps),
    rooms: createRoomRecords(deps),
  };
}
