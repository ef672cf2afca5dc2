import { formatAccessToken, hashAccessToken } from '@/lib/auth/access-token';
import { FoyerError } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import type { Role } from '@/lib/core/places/role';
import type { Instant } from '@/lib/core/time/instant';
import type { PeopleStore } from '@/lib/db/ports';

export interface IssueTokenDeps {
  readonly people: Pick<PeopleStore, 'findByEmail' | 'ensurePerson' | 'addToken'>;
  readonly clock: () => Instant;
  /** Unpredictable bytes, that many. */
  readonly random: (bytes: number) => Uint8Array;
}

export interface TokenRequest {
  readonly email: string;
  /** Makes the person when there is none, and gives them this role. */
  readonly role?: Role | undefined;
  readonly label: string;
  /** Absent: it never expires. */
  readonly expiresAt?: Instant | undefined;
}

export const secretBytes = 32;
const longestLabel = 100;

/**
 * Issues a personal API token and answers its text, which is stored nowhere.
 * @throws FoyerError `invalid-input` for an address, label or expiry that cannot be; `not-found`
 * when nobody has the address and no role says what to make of them.
 */
export async function issueToken(deps: IssueTokenDeps, request: TokenRequest): Promise<string> {
  const email = checkEmail(request.email);
  const label = checkLabel(request.label);
  const expiresAt = checkExpiry(request.expiresAt, deps.clock());
  const person = await findOwner(deps.people, email, request.role);
  const token = formatAccessToken(deps.random(secretBytes));
  await deps.people.addToken({
    personId: person.id,
    hash: hashAccessToken(token),
    label,
    expiresAt,
  });
  return token;
}

async function findOwner(
  people: IssueTokenDeps['people'],
  email: string,
  role: Role | undefined,
): Promise<Person> {
  if (role !== undefined) return people.ensurePerson({ email, name: localPart(email), role });
  const known = await people.findByEmail(email);
  if (known) return known.person;
  throw new FoyerError('not-found', `Nobody has the address ${email}; give a role to add them.`);
}

function checkEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (/^[^\s@]+@[^\s@]+$/.test(email) && email.length <= 254) return email;
  throw new FoyerError('invalid-input', 'The email address is not valid.', {
    errors: [{ path: 'email', message: 'must be an email address' }],
  });
}

/** @throws FoyerError `invalid-input` for a label that is empty or too long. */
export function checkLabel(text: string): string {
  const label = text.trim();
  if (label.length > 0 && label.length <= longestLabel) return label;
  throw new FoyerError('invalid-input', 'The label is not valid.', {
    errors: [{ path: 'label', message: `must have 1 to ${longestLabel} characters` }],
  });
}

/** @throws FoyerError `invalid-input` for a moment that is over. */
export function checkExpiry(expiresAt: Instant | undefined, now: Instant): Instant | null {
  if (expiresAt === undefined) return null;
  if (expiresAt > now) return expiresAt;
  throw new FoyerError('invalid-input', 'The token would have expired already.', {
    errors: [{ path: 'expiresAt', message: 'must be in the future' }],
  });
}

function localPart(email: string): string {
  return email.slice(0, email.indexOf('@'));
}
