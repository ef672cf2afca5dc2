'use client';

import { useLocale, useTranslations } from 'next-intl';
import { sumDates } from '@/app/_components/booking/dates/date-rows';
import type { DatePreview } from '@/app/_components/booking/dates/use-date-preview';
import { formatList } from '@/lib/i18n/format-list';

/** How many dates can be had, and what is the matter with the others. */
export function DateSummary({ preview }: { readonly preview: DatePreview }) {
  const t = useTranslations('dates');
  const locale = useLocale();
  const { rows, isAsking } = preview;
  const { all, free, busy, policy, unknown, skipped } = sumDates(rows);
  const parts = [
    busy > 0 && t('sumBusy', { count: busy }),
    policy > 0 && t('sumPolicy', { count: policy }),
    unknown > 0 && t('sumUnknown', { count: unknown }),
    skipped > 0 && t('sumSkipped', { count: skipped }),
  ].filter((part) => part !== false);
  const total = free === all ? t('allFree', { all }) : t('someFree', { free, all });
  const undecided = busy + policy + unknown;
  return (
    <div role="status" className="grid gap-1">
      <p className="font-semibold">{isAsking || all === 0 ? t('looking') : total}</p>
      {!isAsking && parts.length > 0 && <p>{formatList(parts, locale)}.</p>}
      {!isAsking && undecided > 0 && (
        <p className="text-quiet">{t('leftOut', { count: undecided })}</p>
      )}
    </div>
  );
}
