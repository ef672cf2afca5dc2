import type { Role } from '@/lib/core/places/role';
import type { ZoneId } from '@/lib/core/time/zone';

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
}
