'use client';

import { useLocale, useTranslations } from 'next-intl';
import { sumDates } from '@/app/_components/booking/dates/date-rows';
import type { DatePreview } from '@/app/_components/booking/dates/use-date-preview';
import { mostCount } from '@/app/_components/booking/repeat/repeat';
import { Notice } from '@/app/_components/notice';
import type { CalendarDate } from '@/lib/core/time/wall-time';
import { formatCalendarDate } from '@/lib/i18n/format-date';

interface BoundedNoticeProps {
  readonly preview: DatePreview;
  /** The last day of the rooms' booking window. */
  readonly until: CalendarDate;
}

/** Says that a series is shorter than it was asked for, and why. */
export function BoundedNotice({ preview, until }: BoundedNoticeProps) {
  const t = useTranslations('dates');
  const locale = useLocale();
  const { rows, bounded, isAsking } = preview;
  const { all: count, beyond } = sumDates(rows);
  const date = formatCalendarDate(until, 'plain', locale);
  if (isAsking || (bounded === null && beyond === 0)) return null;
  if (bounded === 'count') {
    return <Notice tone="warning">{t('boundedCount', { count: mostCount })}</Notice>;
  }
  return (
    <Notice tone="warning">
      {beyond > 0
        ? t('boundedWindowOf', { until: date, count, asked: rows.length })
        : t('boundedWindow', { until: date, count })}
    </Notice>
  );
}
