'use client';

import { useTranslations } from 'next-intl';
import { MonthlyField } from '@/app/_components/booking/repeat/monthly-field';
import { mostInterval } from '@/app/_components/booking/repeat/repeat';
import { RepeatEndField } from '@/app/_components/booking/repeat/repeat-end-field';
import type { RepeatPartProps } from '@/app/_components/booking/repeat/repeat-part-props';
import { WeekdaysField } from '@/app/_components/booking/repeat/weekdays-field';
import { Field } from '@/app/_components/field';
import { NumberStepper } from '@/app/_components/number-stepper';
import type { CalendarDate } from '@/lib/core/time/wall-time';

interface RepeatDetailsProps extends RepeatPartProps {
  readonly today: CalendarDate;
}

/** On which days, how many of them are passed over, and until when. */
export function RepeatDetails({ repeat, first, today, onChange }: RepeatDetailsProps) {
  const { kind } = repeat;
  return (
    <div className="@container">
      <div className="grid gap-3 @md:grid-cols-2">
        {kind === 'weekly' && <WeekdaysField repeat={repeat} first={first} onChange={onChange} />}
        {kind === 'monthly' && <MonthlyField repeat={repeat} first={first} onChange={onChange} />}
        {kind !== 'working-days' && <IntervalField repeat={repeat} onChange={onChange} />}
        <RepeatEndField repeat={repeat} first={first} today={today} onChange={onChange} />
      </div>
    </div>
  );
}

function IntervalField({ repeat, onChange }: Pick<RepeatPartProps, 'repeat' | 'onChange'>) {
  const t = useTranslations('repeat');
  const { kind, interval } = repeat;
  if (kind === 'none' || kind === 'working-days') return null;
  return (
    <Field label={t(`interval.${kind}`)}>
      {(control) => (
        <NumberStepper
          control={control}
          value={interval}
          least={1}
          most={mostInterval}
          lessLabel={t('fewer')}
          moreLabel={t('more')}
          onChange={(value) => onChange({ interval: value })}
        />
      )}
    </Field>
  );
}
