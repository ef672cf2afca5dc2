import { hashAccessToken, isAccessToken } from '@/lib/auth/access-token';
import type { Caller, CallerResolver } from '@/lib/auth/caller';
import { secretBytes } from '@/lib/auth/issue-token';
import { FoyerError } from '@/lib/core/errors';
import type { Person } from '@/lib/core/places/person';
import type { Clock } from '@/lib/core/time/clock';
import type { FeedOwner, FeedStore, RoomFeed } from '@/lib/db/feed-ports';
import type { AuditEntry, AuditStore } from '@/lib/db/ports';

export interface MakeFeedDeps {
  readonly feeds: Pick<FeedStore, 'replace' | 'remove'>;
  readonly audit: AuditStore;
  readonly clock: Clock;
  /** Unpredictable bytes, that many. */
  readonly randomBytes: (bytes: number) => Uint8Array;
}

export interface FeedRequest {
  readonly roomId: string;
  readonly requestId: string;
}

/**
 * Makes the secret part of the address at which the caller's calendar program reads a room; a former
 * one of that room is gone. Only a signed-in person may, as with tokens.
 * @throws FoyerError `forbidden` for a token.
 */
export async function makeRoomFeed(
  deps: MakeFeedDeps,
  { person, via }: Caller,
  { roomId, requestId }: FeedRequest,
): Promise<RoomFeed & { readonly secret: string }> {
  if (via === 'token') throw new FoyerError('forbidden', 'Sign in to make an address.');
  const secret = Buffer.from(deps.randomBytes(secretBytes)).toString('base64url');
  const owner = ownerOf(person, roomId);
  const made = await deps.feeds.replace(owner, hashAccessToken(secret), deps.clock.now());
  await deps.audit.record(entryOf(person, { action: 'create', feedId: made.id, requestId }));
  return { ...made, secret };
}

/** @throws FoyerError `not-found` where there is no address. */
export async function removeRoomFeed(
  deps: Pick<MakeFeedDeps, 'feeds' | 'audit'>,
  person: Person,
  { roomId, requestId }: FeedRequest,
): Promise<void> {
  const feedId = await deps.feeds.remove(ownerOf(person, roomId));
  if (feedId === null) throw new FoyerError('not-found', 'You have no address of this room.');
  await deps.audit.record(entryOf(person, { action: 'remove', feedId, requestId }));
}

export function ownerOf({ organisationId, id }: Person, roomId: string): FeedOwner {
  return { organisationId, personId: id, roomId };
}

interface FeedEvent {
  readonly action: 'create' | 'remove';
  readonly feedId: string;
  readonly requestId: string;
}

function entryOf(person: Person, { action, feedId, requestId }: FeedEvent): AuditEntry {
  const { organisationId, id: actor } = person;
  const subject = { subjectKind: 'room-feed' as const, subjectId: feedId };
  return { organisationId, actor, action, ...subject, fields: [], requestId };
}

export interface FeedReaderDeps {
  readonly feeds: Pick<FeedStore, 'open'>;
  readonly resolver: CallerResolver;
  readonly clock: Clock;
}

/**
 * Who reads a room by the token of its address: the owner of that address, or of a personal token,
 * which programs that cannot send a header put there. Null for any other text.
 */
export async function readerOfFeed(
  { feeds, resolver, clock }: FeedReaderDeps,
  roomId: string,
  token: string,
): Promise<Person | null> {
  if (!isAccessToken(token)) return feeds.open(roomId, hashAccessToken(token), clock.now());
  const headers = new Headers({ authorization: `Bearer ${token}` });
  return (await resolver.resolve({ headers }))?.person ?? null;
}
