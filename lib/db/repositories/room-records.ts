import { zoneId } from '@/lib/core/time/zone';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { Prisma, PrismaClient } from '@/lib/db/generated/client';
import type { RecordStore, RoomRecord } from '@/lib/db/ports';
import type { RecordDeps } from '@/lib/db/repositories/admin-stores';
import { definedOnly } from '@/lib/db/repositories/defined-only';
import { explainRefusal, noSuch } from '@/lib/db/repositories/refused-writes';
import { storedPolicy, toPolicyColumn } from '@/lib/db/repositories/stored-policy';

const noun = 'room';
const whole = { floor: true, features: { include: { feature: true } } } as const;
type RoomRow = Prisma.RoomGetPayload<{ include: typeof whole }>;
type Transaction = Prisma.TransactionClient;

/** A floor is named, not referred to: it is made when the building has none of that name. */
export function createRoomRecords({ prisma, newId }: RecordDeps): RecordStore<RoomRecord> {
  return withDatabaseErrors<RecordStore<RoomRecord>>({
    list: async (organisationId) => {
      const rows = await prisma.room.findMany({
        where: { organisationId },
        include: whole,
        orderBy: [{ buildingId: 'asc' }, { name: 'asc' }],
      });
      return rows.map(toRecord);
    },
    find: (organisationId, id) => find(prisma, organisationId, id),
    create: (organisationId, content) => {
      const room = { ...content, id: newId() };
      return explainRefusal(noun, () =>
        prisma.$transaction((transaction) => create(transaction, { organisationId, newId }, room)),
      );
    },
    update: (organisationId, id, change) =>
      explainRefusal(noun, () =>
        prisma.$transaction(async (transaction) => {
          const before = await find(transaction, organisationId, id);
          if (!before) return null;
          const after: RoomRecord = { ...before, ...definedOnly(change), id };
          return update(transaction, { organisationId, newId }, after);
        }),
      ),
    remove: (organisationId, id) =>
      explainRefusal(noun, async () => {
        const removed = await prisma.room.deleteMany({ where: { id, organisationId } });
        return removed.count > 0;
      }),
  });
}

interface Place {
  readonly organisationId: string;
  readonly newId: () => string;
}

async function find(client: PrismaClient | Transaction, organisationId: string, id: string) {
  const row = await client.room.findFirst({ where: { id, organisationId }, include: whole });
  return row && toRecord(row);
}

async function create(transaction: Transaction, place: Place, room: RoomRecord) {
  const { organisationId } = place;
  const columns = await toColumns(transaction, place, room);
  await transaction.room.create({ data: { ...columns, id: room.id, organisationId } });
  return withFeatures(transaction, organisationId, room);
}

async function update(transaction: Transaction, place: Place, room: RoomRecord) {
  const columns = await toColumns(transaction, place, room);
  await transaction.room.update({
    where: { id: room.id },
    data: { ...columns, updatedAt: new Date() },
  });
  await transaction.roomFeature.deleteMany({ where: { roomId: room.id } });
  return withFeatures(transaction, place.organisationId, room);
}

async function withFeatures(transaction: Transaction, organisationId: string, room: RoomRecord) {
  const known = await transaction.feature.findMany({
    where: { organisationId, key: { in: [...room.features] } },
  });
  if (known.length < new Set(room.features).size) throw noSuch('features', 'feature');
  await transaction.roomFeature.createMany({
    data: known.map((feature) => ({ organisationId, roomId: room.id, featureId: feature.id })),
  });
  return { ...room, features: known.map((feature) => feature.key).sort() };
}

async function toColumns(transaction: Transaction, place: Place, room: RoomRecord) {
  const { organisationId } = place;
  const where = { organisationId };
  const [building, connection] = await Promise.all([
    transaction.building.findFirst({ where: { ...where, id: room.buildingId } }),
    transaction.connection.findFirst({ where: { ...where, id: room.connectionId } }),
  ]);
  if (!building) throw noSuch('buildingId', 'building');
  if (!connection) throw noSuch('connectionId', 'connection');
  return {
    name: room.name,
    buildingId: room.buildingId,
    floorId: await floorNamed(transaction, place, room),
    connectionId: room.connectionId,
    capacity: room.capacity,
    accessible: room.accessible,
    timeZone: room.timeZone,
    photoUrl: room.photoUrl,
    email: room.address.email ?? null,
    calendarUrl: room.address.calendarUrl ?? null,
    policy: toPolicyColumn(room.policy),
  };
}

async function floorNamed(transaction: Transaction, place: Place, room: RoomRecord) {
  const { buildingId, floor: name } = room;
  const level = Number.parseInt(name, 10);
  const floor = await transaction.floor.upsert({
    where: { buildingId_name: { buildingId, name } },
    update: {},
    create: {
      id: place.newId(),
      organisationId: place.organisationId,
      buildingId,
      name,
      level: Number.isNaN(level) ? 0 : Math.max(-50, Math.min(300, level)),
    },
  });
  return floor.id;
}

function toRecord(row: RoomRow): RoomRecord {
  return {
    id: row.id,
    name: row.name,
    buildingId: row.buildingId,
    floor: row.floor.name,
    capacity: row.capacity,
    features: row.features.map(({ feature }) => feature.key).sort(),
    accessible: row.accessible,
    timeZone: zoneId(row.timeZone),
    photoUrl: row.photoUrl,
    connectionId: row.connectionId,
    address: {
      ...(row.email === null ? {} : { email: row.email }),
      ...(row.calendarUrl === null ? {} : { calendarUrl: row.calendarUrl }),
    },
    policy: storedPolicy.parse(row.policy),
  };
}
