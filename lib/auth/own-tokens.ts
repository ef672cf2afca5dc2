import { formatAccessToken, hashAccessToken } from '@/lib/auth/access-token';
import type { Caller } from '@/lib/auth/caller';
import { checkExpiry, checkLabel, secretBytes } from '@/lib/auth/issue-token';
import { FoyerError } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import type { Clock } from '@/lib/core/time/clock';
import type { Instant } from '@/lib/core/time/instant';
import type { AccountStore, TokenOverview } from '@/lib/db/account-ports';
import type { AuditEntry, AuditStore } from '@/lib/db/ports';

export interface OwnTokenDeps {
  readonly account: Pick<AccountStore, 'addToken'>;
  readonly audit: AuditStore;
  readonly clock: Clock;
  /** Unpredictable bytes, that many. */
  readonly randomBytes: (bytes: number) => Uint8Array;
}

export interface OwnTokenRequest {
  readonly label: string;
  /** Absent: it never expires. */
  readonly expiresAt?: Instant | undefined;
  /** Of the call that asks for it. */
  readonly requestId: string;
}

export interface MadeToken extends TokenOverview {
  /** Its text, which is stored nowhere. */
  readonly token: string;
}

/**
 * Makes a token of the caller's own. Only a signed-in person may: a token that leaked must not make
 * others that outlive it.
 * @throws FoyerError `forbidden` for a token, `invalid-input` for a label or expiry that cannot be.
 */
export async function makeOwnToken(
  deps: OwnTokenDeps,
  { person, via }: Caller,
  request: OwnTokenRequest,
): Promise<MadeToken> {
  if (via === 'token') throw new FoyerError('forbidden', 'Sign in to make a token.');
  const label = checkLabel(request.label);
  const expiresAt = checkExpiry(request.expiresAt, deps.clock.now());
  const token = formatAccessToken(deps.randomBytes(secretBytes));
  const hash = hashAccessToken(token);
  const made = await deps.account.addToken({ personId: person.id, hash, label, expiresAt });
  const { requestId } = request;
  await deps.audit.record(entryOf(person, { action: 'create', tokenId: made.id, requestId }));
  return { ...made, token };
}

export interface RemoveTokenDeps {
  readonly account: Pick<AccountStore, 'removeToken'>;
  readonly audit: AuditStore;
}

export interface TokenRemoval {
  readonly tokenId: string;
  readonly requestId: string;
}

/**
 * Ends a token of the caller's own, at once.
 * @throws FoyerError `not-found` where they have no such token.
 */
export async function removeOwnToken(
  { account, audit }: RemoveTokenDeps,
  person: Person,
  { tokenId, requestId }: TokenRemoval,
): Promise<void> {
  const isGone = await account.removeToken(person.id, tokenId);
  if (!isGone) throw new FoyerError('not-found', 'You have no such token.');
  await audit.record(entryOf(person, { action: 'remove', tokenId, requestId }));
}

function entryOf(
  { organisationId, id: actor }: Person,
  { action, tokenId, requestId }: TokenRemoval & Pick<AuditEntry, 'action'>,
): AuditEntry {
  const subject = { subjectKind: 'token' as const, subjectId: tokenId };
  return { organisationId, actor, action, ...subject, fields: [], requestId };
}
