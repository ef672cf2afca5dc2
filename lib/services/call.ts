import type { Person } from '@/lib/core/places/person';

/** Who asks, and for how long they wait. */
export interface Call {
  readonly person: Person;
  readonly signal: AbortSignal;
  readonly requestId: string;
}
