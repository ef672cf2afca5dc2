import type { Person } from '@/lib/core/places/person';
import { formatInstant } from '@/lib/core/time/instant';
import type { TokenOverview } from '@/lib/db/account-ports';
import type { Me, TokenAnswer } from '@/lib/http/contract/me';

export function presentMe(person: Person): Me {
  const { id, email, name, role, locale, timeZone, hourCycle, firstWeekday } = person;
  return { id, email, name, role, locale, timeZone, hourCycle, firstWeekday };
}

export function presentToken(token: TokenOverview): TokenAnswer {
  const { id, label, createdAt, expiresAt, lastUsedAt } = token;
  return {
    id,
    label,
    createdAt: formatInstant(createdAt),
    expiresAt: expiresAt === null ? null : formatInstant(expiresAt),
    lastUsedAt: lastUsedAt === null ? null : formatInstant(lastUsedAt),
  };
}
