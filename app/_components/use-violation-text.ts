'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { PolicyViolation } from '@/lib/core/policy/evaluate-policy';
import { formatMinutes } from '@/lib/i18n/format-minutes';

type Violation = Pick<PolicyViolation, 'rule' | 'limit'>;

/** Says a broken rule in the reader's language. */
export function useViolationText(): (violation: Violation) => string {
  const t = useTranslations('policyRule');
  const locale = useLocale();
  return ({ rule, limit }) =>
    t(rule, { limit: limit ?? 0, length: formatMinutes(limit ?? 0, locale) });
}
