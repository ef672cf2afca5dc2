'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { noRepeat } from '@/app/_components/booking/repeat/repeat';
import { Chip } from '@/app/_components/chip';
import { controlClass, labelClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';
import {
  longestMinutes,
  quickDurations,
  type SearchState,
  shortestMinutes,
} from '@/app/(employee)/_search/search-state';
import type { ChangeSearch } from '@/app/(employee)/_search/use-search-state';
import { formatMinutes } from '@/lib/i18n/format-minutes';

interface DurationFieldProps {
  readonly state: SearchState;
  readonly change: ChangeSearch;
}

/** How long: one of four usual lengths, until the next meeting, or another in minutes. */
export function DurationField({ state, change }: DurationFieldProps) {
  const t = useTranslations('search');
  const locale = useLocale();
  const { durationMinutes: minutes, untilNext } = state;
  const [isTyped, setTyped] = useState(!quickDurations.includes(minutes));
  const custom = isTyped && !untilNext;
  return (
    <fieldset className="col-span-2">
      <legend className={`${labelClass} mb-1`}>{t('duration')}</legend>
      <div className="flex flex-wrap gap-1">
        {quickDurations.map((quick) => (
          <Chip
            key={quick}
            type="radio"
            name="duration"
            checked={!custom && !untilNext && minutes === quick}
            onChange={() => {
              setTyped(false);
              change({ durationMinutes: quick, untilNext: false });
            }}
          >
            {formatMinutes(quick, locale)}
          </Chip>
        ))}
        <Chip
          type="radio"
          name="duration"
          checked={untilNext}
          onChange={() => {
            setTyped(false);
            change({ durationMinutes: shortestMinutes, untilNext: true, repeat: noRepeat });
          }}
        >
          {t('untilNext')}
        </Chip>
        <Chip
          type="radio"
          name="duration"
          checked={custom}
          onChange={() => {
            setTyped(true);
            change({ untilNext: false });
          }}
        >
          {t('custom')}
        </Chip>
      </div>
      {custom && <CustomMinutes minutes={minutes} change={change} />}
    </fieldset>
  );
}

interface CustomMinutesProps {
  readonly minutes: number;
  readonly change: ChangeSearch;
}

function CustomMinutes({ minutes, change }: CustomMinutesProps) {
  const t = useTranslations('search');
  return (
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
  );
}
