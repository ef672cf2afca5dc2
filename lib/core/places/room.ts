import type { RoomPolicy } from '@/lib/core/policy/room-policy';
import type { ZoneId } from '@/lib/core/time/zone';

/** Where a room lives in its calendar system; which field counts depends on the backend. */
export interface RoomAddress {
  readonly email?: string;
  readonly calendarUrl?: string;
}

/** A room as people look for it and as bookings need it, its policy already inherited. */
export interface Room {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly building: BuildingSummary;
  readonly floor: FloorSummary;
  readonly capacity: number;
  /** Keys of features, sorted. */
  readonly features: readonly string[];
  readonly accessible: boolean;
  readonly timeZone: ZoneId;
  readonly photoUrl: string | null;
  readonly connection: ConnectionSummary;
  readonly address: RoomAddress;
  readonly policy: RoomPolicy;
}

export interface BuildingSummary {
  readonly id: string;
  readonly name: string;
}

export interface FloorSummary {
  readonly id: string;
  readonly name: string;
  /** 0 is the ground floor; the distance between two levels is the walk between them. */
  readonly level: number;
}

/** `revision` grows whenever the connection's options change, so that stale clients are replaced. */
export interface ConnectionSummary {
  readonly id: string;
  readonly kind: BackendKind;
  readonly revision: number;
}

export const backendKinds = ['local', 'mock', 'caldav', 'ews', 'graph', 'google'] as const;
export type BackendKind = (typeof backendKinds)[number];
