import type { CalendarBackend } from '@/lib/calendar/backend';
import type { Harness } from '@/tests/conformance/harness';

/** A good backend made bad in one way, and the checks that must notice. */
export interface Saboteur {
  readonly name: string;
  readonly caughtBy: readonly string[];
  /** Only where the server does not stand in its way. */
  readonly onMockOnly?: true;
  sabotage(good: CalendarBackend, harness: Harness): Partial<CalendarBackend>;
}

export function sabotaged({ sabotage }: Saboteur, harness: Harness): CalendarBackend {
  return { ...harness.backend, ...sabotage(harness.backend, harness) };
}
