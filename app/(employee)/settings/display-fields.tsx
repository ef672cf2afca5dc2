'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/app/_components/field';
import { useReader } from '@/app/_components/reader';
import { Select } from '@/app/_components/select';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { hourCycles } from '@/lib/core/places/person';
import type { SettingsChange } from '@/lib/http/client/account';
import { formatWeekday } from '@/lib/i18n/format-date';

interface DisplayFieldsProps {
  readonly disabled: boolean;
  readonly onChange: (change: SettingsChange) => void;
}

/** The first days of a week that are usual somewhere. */
const usualWeekdays = [1, 6, 7];

/** How clocks and weeks are shown. */
export function DisplayFields({ disabled, onChange }: DisplayFieldsProps) {
  const t = useTranslations('settings');
  const locale = useDisplayLocale();
  const { hourCycle, firstWeekday } = useReader();
  const isUsual = firstWeekday === null || usualWeekdays.includes(firstWeekday);
  const firstWeekdays = isUsual ? usualWeekdays : [...usualWeekdays, firstWeekday];
  return (
    <>
      <Field label={t('clock')}>
        {(control) => (
          <Select
            {...control}
            value={hourCycle ?? ''}
            disabled={disabled}
            onChange={({ currentTarget }) => {
              const chosen = hourCycles.find((each) => each === currentTarget.value);
              onChange({ hourCycle: chosen ?? null });
            }}
          >
            <option value="">{t('asLanguage')}</option>
            {hourCycles.map((each) => (
              <option key={each} value={each}>
                {t(`hourCycle.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('firstWeekday')}>
        {(control) => (
          <Select
            {...control}
            value={firstWeekday ?? ''}
            disabled={disabled}
            onChange={({ currentTarget }) =>
              onChange({ firstWeekday: Number(currentTarget.value) || null })
            }
          >
            <option value="">{t('asLanguage')}</option>
            {firstWeekdays.map((weekday) => (
              <option key={weekday} value={weekday}>
                {formatWeekday(weekday, 'weekday', locale)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}
