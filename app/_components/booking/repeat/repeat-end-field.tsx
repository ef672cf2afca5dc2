'use client';

import { useTranslations } from 'next-intl';
import { mostCount, repeatEnds } from '@/app/_components/booking/repeat/repeat';
import type { RepeatPartProps } from '@/app/_components/booking/repeat/repeat-part-props';
import { untilOf } from '@/app/_components/booking/repeat/to-rule';
import { DatePicker } from '@/app/_components/date-picker';
import { Field } from '@/app/_components/field';
import { NumberStepper } from '@/app/_components/number-stepper';
import { Select } from '@/app/_components/select';
import type { CalendarDate } from '@/lib/core/time/wall-time';

interface RepeatEndFieldProps extends RepeatPartProps {
  readonly today: CalendarDate;
}

/** Never, on a day, or after so many dates. */
export function RepeatEndField({ repeat, first, today, onChange }: RepeatEndFieldProps) {
  const t = useTranslations('repeat');
  return (
    <>
      <Field label={t('ends')}>
        {(control) => (
          <Select
            {...control}
            value={repeat.ends}
            onChange={({ currentTarget }) => {
              const ends = repeatEnds.find((each) => each === currentTarget.value);
              if (ends) onChange({ ends });
            }}
          >
            {repeatEnds.map((ends) => (
              <option key={ends} value={ends}>
                {t(`end.${ends}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {repeat.ends === 'on' && (
        <Field label={t('until')}>
          {(control) => (
            <DatePicker
              control={control}
              value={untilOf(repeat, first)}
              today={today}
              least={first}
              style="plain"
              onChange={(until) => onChange({ until })}
            />
          )}
        </Field>
      )}
      {repeat.ends === 'after' && (
        <Field label={t('count')}>
          {(control) => (
            <NumberStepper
              control={control}
              value={repeat.count}
              least={1}
              most={mostCount}
              lessLabel={t('fewer')}
              moreLabel={t('more')}
              onChange={(count) => onChange({ count })}
            />
          )}
        </Field>
      )}
    </>
  );
}
