import type { Person } from '@/lib/core/places/person';
import type { Instant } from '@/lib/core/time/instant';

/** The address at which somebody's calendar program reads a room; never its secret part. */
export interface RoomFeed {
  readonly id: string;
  readonly createdAt: Instant;
  /** Null: not yet. */
  readonly lastReadAt: Instant | null;
}

export interface FeedOwner {
  readonly organisationId: string;
  readonly personId: string;
  readonly roomId: string;
}

/** Each person has at most one address per room. */
export interface FeedStore {
  find(owner: FeedOwner): Promise<RoomFeed | null>;
  /** In place of the one that there was, which is gone at once. `hash`: SHA-256, hexadecimal. */
  replace(owner: FeedOwner, hash: string, now: Instant): Promise<RoomFeed>;
  /** The id of what is gone; null where there was none. */
  remove(owner: FeedOwner): Promise<string | null>;
  /** Whose address of that room it is, noted as read; null for any other text. */
  open(roomId: string, hash: string, now: Instant): Promise<Person | null>;
}
