import type { Pool } from 'pg';
import { FoyerError } from '@/lib/core/errors';
import { hourCycles, type Person } from '@/lib/core/places/person';
import { roles } from '@/lib/core/places/role';
import { minuteMs } from '@/lib/core/time/instant';
import { parseZone } from '@/lib/core/time/zone';
import { withDatabaseErrors } from '@/lib/db/database-errors';
import type { Person as PersonRow, PrismaClient } from '@/lib/db/generated/client';
import type { OidcIdentity, PeopleStore, SignedInPerson } from '@/lib/db/ports';
import { prepared } from '@/lib/db/prepared';

export interface PeopleStoreDeps {
  readonly prisma: PrismaClient;
  readonly pool: Pool;
  readonly organisationId: string;
  readonly newId: () => string;
}

/** Of `people p`. */
export const personColumns = `
  p.id, p.organisation_id AS "organisationId", p.email, p.name, p.role, p.locale,
  p.time_zone AS "timeZone", p.hour_cycle AS "hourCycle", p.first_weekday AS "firstWeekday",
  p.oidc_subject AS "oidcSubject",
  p.session_epoch AS "sessionEpoch", p.created_at AS "createdAt",
  p.leaving_at AS "leavingAt", p.removed_at AS "removedAt"`;

/** Asked on every request: in plain SQL, which a connection plans once. */
const personById = `
  SELECT ${personColumns} FROM people p
   WHERE p.id = $1 AND p.organisation_id = $2 AND p.leaving_at IS NULL`;
const personOfToken = `
  SELECT ${personColumns}, coalesce(t.last_used_at > $4, false) AS "isNoted"
    FROM tokens t JOIN people p ON p.id = t.person_id
   WHERE t.hash = $1 AND t.organisation_id = $2 AND (t.expires_at IS NULL OR t.expires_at > $3)`;
/** Of requests that come all at once, one writes. */
const noteTokenUse = `
  UPDATE tokens SET last_used_at = $2
   WHERE hash = $1 AND (last_used_at IS NULL OR last_used_at <= $3)`;

/** Programs ask often: not every use of a token is written down. */
const notedEveryMs = minuteMs;

export function createPeopleStore({
  prisma,
  pool,
  organisationId,
  newId,
}: PeopleStoreDeps): PeopleStore {
  const byEmail = (email: string) => ({
    organisationId_email: { organisationId, email: email.toLowerCase() },
  });
  return withDatabaseErrors<PeopleStore>({
    findById: async (personId) => {
      const found = await pool.query<PersonRow>(prepared(personById, [personId, organisationId]));
      return found.rows[0] ? toSignedIn(found.rows[0]) : null;
    },
    findByEmail: async (email) => {
      const row = await prisma.person.findUnique({ where: { ...byEmail(email), leavingAt: null } });
      return row && toSignedIn(row);
    },
    signIn: async (identity) => {
      const known = await findLinked(prisma, organisationId, identity);
      if (known) return toSignedIn(staying(known));
      return toSignedIn(await linkOrCreate(prisma, { organisationId, newId, identity }));
    },
    findByTokenHash: async (hash, now) => {
      const noted = new Date(now - notedEveryMs);
      const found = await pool.query<PersonRow & { readonly isNoted: boolean }>(
        prepared(personOfToken, [hash, organisationId, new Date(now), noted]),
      );
      const [row] = found.rows;
      if (!row) return null;
      if (!row.isNoted) {
        await pool.query(prepared(noteTokenUse, [hash, new Date(now), noted]));
      }
      return toPerson(row);
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
        where: { organisationId, leavingAt: null },
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
  if (linked) return staying(linked);
  throw new FoyerError('forbidden', 'This mail address belongs to another sign-in already.');
}

/** @throws FoyerError `forbidden` for somebody who is being removed. */
function staying(row: PersonRow): PersonRow {
  if (row.leavingAt === null) return row;
  throw new FoyerError('forbidden', 'This account is being removed.');
}

function subjectOf({ issuer, subject }: OidcIdentity): string {
  return `${issuer} ${subject}`;
}

function toSignedIn(row: PersonRow): SignedInPerson {
  return { person: toPerson(row), sessionEpoch: row.sessionEpoch };
}

/** @throws Error for a role that this version does not know. */
export function toPerson(row: PersonRow): Person {
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
    hourCycle: hourCycles.find((known) => known === row.hourCycle) ?? null,
    firstWeekday: row.firstWeekday,
  };
}
