import type { Person } from '@/lib/core/places/person';
import { formatInstant } from '@/lib/core/time/instant';
import type { TokenOverview } from '@/lib/db/ports';
import type { Me, TokenAnswer } from '@/lib/http/contract/me';

export function presentMe({ id, email, name, role, locale, timeZone }: Person): Me {
  return { id, email, name, role, locale, timeZone };
}

export function presentToken({ id, label, createdAt, expiresAt }: TokenOverview): TokenAnswer {
  return {
    id,
    label,
    createdAt: formatInstant(createdAt),
    expiresAt: expiresAt === null ? null : formatInstant(expiresAt),
  };
}
