'use client';

import { useTranslations } from 'next-intl';
import type { RepeatPartProps } from '@/app/_components/booking/repeat/repeat-part-props';
import { weekdaysOf } from '@/app/_components/booking/repeat/to-rule';
import { Chip } from '@/app/_components/chip';
import { labelClass } from '@/app/_components/control-class';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { isoWeekday } from '@/lib/core/time/wall-time';
import { weekdaysInOrder } from '@/lib/i18n/display-locale';
import { formatWeekday } from '@/lib/i18n/format-date';

/** The days of a weekly series; that of the first date is always one of them. */
export function WeekdaysField({ repeat, first, onChange }: RepeatPartProps) {
  const t = useTranslations('repeat');
  const locale = useDisplayLocale();
  const own = isoWeekday(first);
  const chosen = weekdaysOf(repeat, first);
  const toggle = (weekday: number, isChosen: boolean) => {
    const others = repeat.moreWeekdays.filter((each) => each !== weekday);
    onChange({ moreWeekdays: isChosen ? [...others, weekday] : others });
  };
  return (
    <fieldset className="@md:col-span-2">
      <legend className={`${labelClass} mb-1`}>{t('weekdays')}</legend>
      <div className="flex flex-wrap gap-1">
        {weekdaysInOrder(locale).map((weekday) => (
          <Chip
            key={weekday}
            type="checkbox"
            isDense
            aria-label={formatWeekday(weekday, 'weekday', locale)}
            checked={chosen.includes(weekday)}
            disabled={weekday === own}
            onChange={(event) => toggle(weekday, event.currentTarget.checked)}
          >
            {formatWeekday(weekday, 'shortWeekday', locale)}
          </Chip>
        ))}
      </div>
    </fieldset>
  );
}
