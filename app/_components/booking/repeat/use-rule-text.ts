'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Repeat } from '@/app/_components/booking/repeat/repeat';
import { toRule } from '@/app/_components/booking/repeat/to-rule';
import { describeRule } from '@/lib/core/recurrence/describe-rule';
import { type CalendarDate, toInstant } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { ruleText } from '@/lib/i18n/rule-text';

/** Says in words how something repeats; empty while it does not. */
export function useRuleText(): (repeat: Repeat, first: CalendarDate) => string {
  const t = useTranslations('rule');
  const locale = useLocale();
  return (repeat, first) => {
    const rule = toRule(repeat, first);
    if (!rule) return '';
    // What is chosen ends by date or count, never at an instant: any zone says the same.
    const timeZone = zoneId('UTC');
    const start = toInstant({ ...first, hour: 12, minute: 0, second: 0 }, timeZone);
    return ruleText(describeRule({ rule, start, timeZone }), { t, locale });
  };
}
