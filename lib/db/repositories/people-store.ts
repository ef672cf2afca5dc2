import { FoyerError } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import { roles } from '@/lib/core/places/role';
import { parseZone } from '@/lib/core/time/zone';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { Person as PersonRow, PrismaClient } from '@/lib/db/generated/client';
import type { OidcIdentity, PeopleStore, SignedInPerson } from '@/lib/db/ports';

export interface PeopleStoreDeps {
  readonly prisma: PrismaClient;
  readonly organisationId: string;
  readonly newId: () => string;
}

export function createPeopleStore({ prisma, organisationId, newId }: PeopleStoreDeps): PeopleStore {
  const byEmail = (email: string) => ({
    organisationId_email: { organisationId, email: email.toLowerCase() },
  });
  return withDatabaseErrors<PeopleStore>({
    findById: async (personId) => {
      const row = await prisma.person.findFirst({ where: { id: personId, organisationId } });
      return row && toSignedIn(row);
    },
    findByEmail: async (email) => {
      const row = await prisma.person.findUnique({ where: byEmail(email) });
      return row && toSignedIn(row);
    },
    signIn: async (identity) => {
      const known = await findLinked(prisma, organisationId, identity);
      if (known) return toSignedIn(known);
      return toSignedIn(await linkOrCreate(prisma, { organisationId, newId, identity }));
    },
    findByTokenHash: async (hash, now) => {
      const token = await prisma.token.findFirst({
        where: {
          hash,
          organisationId,
          OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(now) } }],
        },
        include: { person: true },
      });
      return token && toPerson(token.person);
    },
    ensurePerson: async ({ email, name, role }) => {
      const row = await prisma.person.upsert({
        where: byEmail(email),
        update: { role },
        create: { id: newId(), organisationId, email: email.toLowerCase(), name, role },
      });
      return toPerson(row);
    },
    addToken: async ({ personId, hash, label, expiresAt }) => {
      await prisma.token.create({
        data: {
          id: newId(),
          organisationId,
          personId,
          hash,
          label,
          expiresAt: expiresAt === null ? null : new Date(expiresAt),
        },
      });
    },
    list: async () => {
      const rows = await prisma.person.findMany({
        where: { organisationId },
        orderBy: { name: 'asc' },
        take: 100,
      });
      return rows.map(toPerson);
    },
  });
}

async function findLinked(
  prisma: PrismaClient,
  organisationId: string,
  identity: OidcIdentity,
): Promise<PersonRow | null> {
  return prisma.person.findUnique({
    where: {
      organisationId_oidcSubject: { organisationId, oidcSubject: subjectOf(identity) },
    },
  });
}

interface FirstSignIn {
  readonly organisationId: string;
  readonly newId: () => string;
  readonly identity: OidcIdentity;
}

/**
 * Links the person of that address, or makes one. A person who is linked to another identity is
 * left alone: whoever inherits a mail address does not inherit the account behind it.
 * @throws FoyerError `forbidden` then.
 */
async function linkOrCreate(
  prisma: PrismaClient,
  { organisationId, newId, identity }: FirstSignIn,
): Promise<PersonRow> {
  const email = identity.email.toLowerCase();
  const oidcSubject = subjectOf(identity);
  await prisma.person.createMany({
    data: [
      { id: newId(), organisationId, email, name: identity.name, role: 'employee', oidcSubject },
    ],
    skipDuplicates: true,
  });
  await prisma.person.updateMany({
    where: { organisationId, email, oidcSubject: null },
    data: { oidcSubject },
  });
  const linked = await findLinked(prisma, organisationId, identity);
  if (linked) return linked;
  throw new FoyerError('forbidden', 'This mail address belongs to another sign-in already.');
}

function subjectOf({ issuer, subject }: OidcIdentity): string {
  return `${issuer} ${subject}`;
}

function toSignedIn(row: PersonRow): SignedInPerson {
  return { person: toPerson(row), sessionEpoch: row.sessionEpoch };
}

function toPerson(row: PersonRow): Person {
  const role = roles.find((known) => known === row.role);
  if (!role) throw new Error(`person ${row.id} has an unknown role`);
  return {
    id: row.id,
    organisationId: row.organisationId,
    email: row.email,
    name: row.name,
    role,
    locale: row.locale,
    timeZone: row.timeZone === null ? null : parseZone(row.timeZone),
  };
}
