'use client';

import { useTranslations } from 'next-intl';
import type { Repeat } from '@/app/_components/booking/repeat/repeat';
import { useRuleText } from '@/app/_components/booking/repeat/use-rule-text';
import type { CalendarDate } from '@/lib/core/time/wall-time';

interface RuleSentenceProps {
  readonly repeat: Repeat;
  readonly date: CalendarDate;
}

/** How the wanted time repeats, in words. */
export function RuleSentence({ repeat, date }: RuleSentenceProps) {
  const t = useTranslations('rule');
  const textOf = useRuleText();
  return <p className="font-semibold">{t('sentence', { rule: textOf(repeat, date) })}</p>;
}
