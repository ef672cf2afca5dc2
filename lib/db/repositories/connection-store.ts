import { z } from 'zod';
import { backendErrorCodes } from '@/lib/calendar/errors';
import type { ConnectionRecord } from '@/lib/core/places/connection';
import { backendKinds } from '@/lib/core/places/room';
import { instant } from '@/lib/core/time/instant';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { Prisma, PrismaClient } from '@/lib/db/generated/client';
import type { ConnectionContent, ConnectionStore } from '@/lib/db/ports';
import { explainRefusal } from '@/lib/db/repositories/refused-writes';
import type { SecretBox } from '@/lib/db/repositories/secret-box';

export interface ConnectionStoreDeps {
  readonly prisma: PrismaClient;
  readonly box: SecretBox;
  readonly newId: () => string;
}

const noun = 'connection';
const withRoomCount = { _count: { select: { rooms: true } } } as const;
type ConnectionRow = Prisma.ConnectionGetPayload<{ include: typeof withRoomCount }>;

const jsonObject = z.record(z.string(), z.json());

/** Connections; their secrets are encrypted at rest and bound to the connection's id. */
export function createConnectionStore(deps: ConnectionStoreDeps): ConnectionStore {
  const { prisma, box, newId } = deps;
  const toRecord = (row: ConnectionRow) => fromRow(row, box);
  return withDatabaseErrors<ConnectionStore>({
    list: async (organisationId) => {
      const rows = await prisma.connection.findMany({
        where: { organisationId },
        include: withRoomCount,
        orderBy: { name: 'asc' },
      });
      return rows.map(toRecord);
    },
    load: async (id) => {
      const row = await prisma.connection.findUnique({ where: { id }, include: withRoomCount });
      return row && toRecord(row);
    },
    find: async (organisationId, id) => {
      const row = await prisma.connection.findFirst({
        where: { id, organisationId },
        include: withRoomCount,
      });
      return row && toRecord(row);
    },
    create: async (organisationId, content) => {
      const id = newId();
      const data = { id, organisationId, ...toColumns(content, id, box) };
      return toRecord(
        await explainRefusal(noun, () =>
          prisma.connection.create({ data, include: withRoomCount }),
        ),
      );
    },
    update: async (id, revision, content) => {
      const changed = await explainRefusal(noun, () =>
        prisma.connection.updateMany({
          where: { id, revision },
          data: {
            ...toColumns(content, id, box),
            revision: { increment: 1 },
            updatedAt: new Date(),
            lastErrorCode: null,
          },
        }),
      );
      if (changed.count === 0) return null;
      const row = await prisma.connection.findUnique({ where: { id }, include: withRoomCount });
      return row && toRecord(row);
    },
    remove: async (organisationId, id) => {
      const removed = await explainRefusal(noun, () =>
        prisma.connection.deleteMany({ where: { id, organisationId } }),
      );
      return removed.count > 0;
    },
    recordHealth: async (id, at, error) => {
      const data =
        error === null
          ? { lastOkAt: new Date(at), lastErrorCode: null }
          : { lastErrorAt: new Date(at), lastErrorCode: error };
      await prisma.connection.updateMany({ where: { id }, data });
    },
  });
}

function toColumns(content: ConnectionContent, id: string, box: SecretBox) {
  const sealed =
    Object.keys(content.secrets).length === 0
      ? null
      : box.seal(JSON.stringify(content.secrets), id);
  return {
    name: content.name,
    kind: content.kind,
    options: jsonObject.parse(content.options) as Prisma.InputJsonObject,
    secrets: sealed === null ? null : new Uint8Array(sealed),
  };
}

function fromRow(row: ConnectionRow, box: SecretBox): ConnectionRecord {
  return {
    id: row.id,
    organisationId: row.organisationId,
    name: row.name,
    kind: z.enum(backendKinds).parse(row.kind),
    options: jsonObject.parse(row.options),
    secrets:
      row.secrets === null ? {} : jsonObject.parse(JSON.parse(box.open(row.secrets, row.id))),
    revision: row.revision,
    lastOkAt: row.lastOkAt === null ? null : instant(row.lastOkAt.getTime()),
    lastErrorCode: z.enum(backendErrorCodes).nullable().parse(row.lastErrorCode),
    roomCount: row._count.rooms,
  };
}
