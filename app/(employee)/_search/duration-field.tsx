'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Chip } from '@/app/_components/chip';
import { controlClass, labelClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';
import { longestMinutes, quickDurations } from '@/app/(employee)/_search/search-state';
import type { ChangeSearch } from '@/app/(employee)/_search/use-search-state';
import { formatMinutes } from '@/lib/i18n/format-minutes';

interface DurationFieldProps {
  readonly minutes: number;
  readonly change: ChangeSearch;
}

/** How long: one of four usual lengths, or another in minutes. */
export function DurationField({ minutes, change }: DurationFieldProps) {
  const t = useTranslations('search');
  const locale = useLocale();
  const [custom, setCustom] = useState(!quickDurations.includes(minutes));
  return (
    <fieldset className="col-span-2">
      <legend className={`${labelClass} mb-1`}>{t('duration')}</legend>
      <div className="flex flex-wrap gap-1">
        {quickDurations.map((quick) => (
          <Chip
            key={quick}
            type="radio"
            name="duration"
            checked={!custom && minutes === quick}
            onChange={() => {
              setCustom(false);
              change({ durationMinutes: quick });
            }}
          >
            {formatMinutes(quick, locale)}
          </Chip>
        ))}
        <Chip type="radio" name="duration" checked={custom} onChange={() => setCustom(true)}>
          {t('custom')}
        </Chip>
      </div>
      {custom && (
        <Field label={t('customMinutes')} className="mt-2">
          {(control) => (
            <input
              {...control}
              type="number"
              min={5}
              max={longestMinutes}
              step={5}
              defaultValue={minutes}
              onChange={(event) => {
                const { valueAsNumber: typed } = event.currentTarget;
                if (typed >= 1 && typed <= longestMinutes) {
                  change({ durationMinutes: Math.round(typed) }, 'replace');
                }
              }}
              className={controlClass}
            />
          )}
        </Field>
      )}
    </fieldset>
  );
}
