'use client';

import { useTranslations } from 'next-intl';
import { monthlyWayFor, monthlyWaysOf } from '@/app/_components/booking/repeat/monthly-ways';
import { type MonthlyWay, monthlyWays } from '@/app/_components/booking/repeat/repeat';
import type { RepeatPartProps } from '@/app/_components/booking/repeat/repeat-part-props';
import { useRuleText } from '@/app/_components/booking/repeat/use-rule-text';
import { Field } from '@/app/_components/field';
import { Select } from '@/app/_components/select';

/** By the number of the day, or by its weekday. */
export function MonthlyField({ repeat, first, onChange }: RepeatPartProps) {
  const t = useTranslations('repeat');
  const textOf = useRuleText();
  const words = (monthlyWay: MonthlyWay) =>
    textOf({ ...repeat, interval: 1, ends: 'never', monthlyWay }, first);
  return (
    <Field label={t('monthly')} className="@md:col-span-2">
      {(control) => (
        <Select
          {...control}
          value={monthlyWayFor(repeat.monthlyWay, first)}
          onChange={({ currentTarget }) => {
            const monthlyWay = monthlyWays.find((way) => way === currentTarget.value);
            if (monthlyWay) onChange({ monthlyWay });
          }}
        >
          {monthlyWaysOf(first).map((way) => (
            <option key={way} value={way}>
              {words(way)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
