import type { Calendar } from '@/lib/calendar/calendar';
import type { Clock } from '@/lib/core/time/clock';
import type { PlacesStore } from '@/lib/db/ports';
import type { TrialStore } from '@/lib/db/trial-ports';

/** What trials of connections stand on. */
export interface TrialDeps {
  readonly calendar: Calendar;
  readonly places: PlacesStore;
  readonly trials: TrialStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly wait: (durationMs: number, signal: AbortSignal) => Promise<void>;
  readonly log: {
    warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  };
}
