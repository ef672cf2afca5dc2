'use client';

import { useLocale, useTranslations } from 'next-intl';
import { describeRule } from '@/lib/core/recurrence/describe-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import { zoneId } from '@/lib/core/time/zone';
import { readInstant } from '@/lib/http/client/read-instant';
import type { BookingAnswer } from '@/lib/http/contract/bookings';
import { ruleText } from '@/lib/i18n/rule-text';

/** Says in words how a booking repeats; null where it does not, or in a way that has no words. */
export function useRuleWords(): (
  booking: Pick<BookingAnswer, 'rrule' | 'recurrenceId' | 'start' | 'timeZone'>,
) => string | null {
  const t = useTranslations('rule');
  const locale = useLocale();
  return ({ rrule, recurrenceId, start, timeZone }) => {
    const rule = rrule === null ? null : parseRule(rrule);
    if (rule === null || isRuleProblem(rule)) return null;
    // A date that was moved is told by the start that the rule gave it.
    const series = { rule, start: readInstant(recurrenceId ?? start), timeZone: zoneId(timeZone) };
    return ruleText(describeRule(series), { t, locale });
  };
}
