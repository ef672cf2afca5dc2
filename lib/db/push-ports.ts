import type { BackendErrorCode } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/** A subscription that is to be made or renewed by whoever took it. */
export interface PushLease {
  /** The last part of the address that notices come to. */
  readonly id: string;
  readonly organisationId: string;
  readonly roomId: string;
  /** Null: the calendar system knows of none. */
  readonly nativeId: string | null;
}

export interface PushTerm {
  readonly nativeId: string;
  readonly expiresAt: Instant;
  /** When it is renewed. */
  readonly renewAt: Instant;
}

/** Whom notices at an address are about, and what they have to show. */
export interface PushHook {
  readonly roomId: string;
  /** SHA-256; null: nothing was agreed yet. */
  readonly secretHash: Uint8Array | null;
}

export interface PushStore {
  /** Of rooms on these connections; each is somebody else's again after the lease. */
  takeDue(
    connectionIds: readonly string[],
    terms: { readonly leaseMs: number; readonly limit: number },
  ): Promise<readonly PushLease[]>;
  /** From now on notices have to show this; what was subscribed before is forgotten. */
  agree(id: string, secretHash: Uint8Array): Promise<void>;
  /** Of what was subscribed with that secret; nothing once somebody has agreed on another. */
  keep(id: string, secretHash: Uint8Array, term: PushTerm): Promise<void>;
  /** Nothing once another subscription is kept. */
  prolong(id: string, term: PushTerm): Promise<void>;
  /** Tried again, each time later. */
  fail(id: string, error: BackendErrorCode): Promise<void>;
  /** To be renewed, or made anew, at once. */
  hurry(id: string): Promise<void>;
  find(id: string): Promise<PushHook | null>;
}
