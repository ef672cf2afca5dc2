import type { Interval } from '@/lib/core/time/interval';
import type { StoredEvent } from '@/tests/bench/books/stored-event';
import type { FaultCase } from '@/tests/bench/faults/cases';
import type { MeetingDate } from '@/tests/bench/simulated/simulated-server';
import type { Dialect } from '@/tests/bench/wire/dialect';
import type { HttpRoadOptions } from '@/tests/bench/wire/http-road';
import type { PlacePlan } from '@/tests/support/make-place';

/** A room of one case, and its calendar past every road. */
export interface GroundRoom {
  /** As the trace names it. */
  readonly calendar: string;
  /** How Foyer reaches it over a road that listens there. */
  plan(port: number): Pick<PlacePlan, 'kind' | 'options' | 'addresses'>;
  writeOutside(slot: Interval): Promise<void>;
  events(): Promise<readonly Omit<StoredEvent, 'roomId'>[]>;
  readonly meetings: (() => readonly MeetingDate[]) | null;
  /** How much the room, if it answers for itself, has not read yet. */
  unread(): number;
}

/** A calendar server that faults are tried on. */
export interface FaultGround {
  readonly server: string;
  readonly dialect: Dialect;
  readonly upstream: Pick<HttpRoadOptions, 'upstreamPort' | 'identity'>;
  /** How often a write is tried before anybody looks whether it was applied. */
  readonly blindWrites: number;
  /** @param dates of a booking; 1: a single one */
  cases(dates: number): readonly FaultCase[];
  /** Who books there. */
  readonly person: string;
  newRoom(): Promise<GroundRoom>;
  stop(): Promise<void>;
}
