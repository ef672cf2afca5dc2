import { instant } from '@/lib/core/time/instant';
import type { AccountStore, TokenOverview } from '@/lib/db/account-ports';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { PrismaClient, Token } from '@/lib/db/generated/client';
import { definedOnly } from '@/lib/db/repositories/defined-only';
import { toPerson } from '@/lib/db/repositories/people-store';

export interface AccountStoreDeps {
  readonly prisma: PrismaClient;
  readonly organisationId: string;
  readonly newId: () => string;
}

/** Every statement names the owner: nobody reaches the tokens of another. */
export function createAccountStore(deps: AccountStoreDeps): AccountStore {
  const { prisma, organisationId, newId } = deps;
  return withDatabaseErrors<AccountStore>({
    changeSettings: async (personId, change) => {
      const where = { id: personId, organisationId };
      return toPerson(await prisma.person.update({ where, data: definedOnly(change) }));
    },
    endSessions: async (personId) => {
      const where = { id: personId, organisationId };
      await prisma.person.update({ where, data: { sessionEpoch: { increment: 1 } } });
    },
    addToken: async ({ expiresAt, ...token }) => {
      const expires = expiresAt === null ? null : new Date(expiresAt);
      const data = { ...token, id: newId(), organisationId, expiresAt: expires };
      return toOverview(await prisma.token.create({ data }));
    },
    listTokens: async (personId) => {
      const rows = await prisma.token.findMany({
        where: { personId, organisationId },
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      });
      return rows.map(toOverview);
    },
    removeToken: async (personId, id) => {
      const { count } = await prisma.token.deleteMany({ where: { id, personId, organisationId } });
      return count > 0;
    },
  });
}

function toOverview({ id, label, createdAt, expiresAt, lastUsedAt }: Token): TokenOverview {
  return {
    id,
    label,
    createdAt: instant(createdAt.getTime()),
    expiresAt: expiresAt && instant(expiresAt.getTime()),
    lastUsedAt: lastUsedAt && instant(lastUsedAt.getTime()),
  };
}
