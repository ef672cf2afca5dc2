import type { Role } from '@/lib/core/places/role';
import type { ZoneId } from '@/lib/core/time/zone';

export const hourCycles = ['h12', 'h23'] as const;
/** How a clock is read: twice twelve hours from 12, or 24 from 0; as `Intl` calls it. */
export type HourCycle = (typeof hourCycles)[number];

/** Somebody who may sign in. */
export interface Person {
  readonly id: string;
  readonly organisationId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** BCP 47; null: as the browser says. */
  readonly locale: string | null;
  /** null: as the browser says. */
  readonly timeZone: ZoneId | null;
  /** null: as the language does. */
  readonly hourCycle: HourCycle | null;
  /** ISO 8601, Monday 1 to Sunday 7; null: as the language does. */
  readonly firstWeekday: number | null;
}
