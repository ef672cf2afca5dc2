import type { BackendErrorCode } from '@/lib/calendar/errors';
import type { TrialOutcome, TrialStep } from '@/lib/core/places/trial';
import type { Instant } from '@/lib/core/time/instant';

/** An event that is, or was, in a room's calendar for the time of a trial. */
export interface TrialEvent {
  readonly connectionId: string;
  readonly organisationId: string;
  readonly roomId: string;
  readonly uid: string;
  readonly organizerEmail: string;
}

export interface TrialLine {
  readonly step: TrialStep;
  readonly outcome: TrialOutcome;
  /** Where it failed. */
  readonly code: BackendErrorCode | null;
}

export interface LeftTrial extends TrialEvent {
  readonly begunAt: Instant;
}

/** What the last trial that came to its end has shown. */
export interface TrialReport {
  readonly roomId: string;
  readonly endedAt: Instant;
  readonly lines: readonly TrialLine[];
}

export interface TrialStore {
  /** Written before the event itself. False while the event of another trial may still be there. */
  begin(event: TrialEvent, now: Instant): Promise<boolean>;
  report(event: TrialEvent, report: Omit<TrialReport, 'roomId'>): Promise<void>;
  /** The event is gone, and cannot come any more. */
  close(event: TrialEvent): Promise<void>;
  last(connectionId: string): Promise<TrialReport | null>;
  /** Events of trials that began before, and may still be there. */
  leftSince(before: Instant): Promise<readonly LeftTrial[]>;
}
