import type { HourCycle, Person } from '@/lib/core/places/person';
import type { Instant } from '@/lib/core/time/instant';
import type { ZoneId } from '@/lib/core/time/zone';
import type { NewToken } from '@/lib/db/ports';

/** A token as its owner sees it again: never its text. */
export interface TokenOverview {
  readonly id: string;
  readonly label: string;
  readonly createdAt: Instant;
  /** Null: it never expires. */
  readonly expiresAt: Instant | null;
  /** To the minute; null: not yet. */
  readonly lastUsedAt: Instant | null;
}

/** Undefined: left as it is; null: as the browser or the language has it. */
export interface SettingsChange {
  readonly locale?: string | null | undefined;
  readonly timeZone?: ZoneId | null | undefined;
  readonly hourCycle?: HourCycle | null | undefined;
  /** ISO 8601, Monday 1 to Sunday 7. */
  readonly firstWeekday?: number | null | undefined;
}

/** What people keep about themselves. */
export interface AccountStore {
  /** Changes what is given and nothing else. */
  changeSettings(personId: string, change: SettingsChange): Promise<Person>;
  /** From then on no session that was begun before is accepted, on any replica. */
  endSessions(personId: string): Promise<void>;
  addToken(token: NewToken): Promise<TokenOverview>;
  /** The newest first. */
  listTokens(personId: string): Promise<readonly TokenOverview[]>;
  /** False where the person has no such token. */
  removeToken(personId: string, tokenId: string): Promise<boolean>;
}

export interface PersonKey {
  readonly organisationId: string;
  readonly personId: string;
}

/** Rooms that people like to have, by id. */
export interface FavouriteStore {
  /** In the order in which they were chosen. */
  list(person: PersonKey): Promise<readonly string[]>;
  /** Of what they organised or booked since, the latest first. */
  listRecent(person: PersonKey, since: Instant, most: number): Promise<readonly string[]>;
  add(person: PersonKey, roomId: string): Promise<void>;
  remove(person: PersonKey, roomId: string): Promise<void>;
}
