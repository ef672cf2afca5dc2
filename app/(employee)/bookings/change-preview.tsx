'use client';

import { useTranslations } from 'next-intl';
import { isBooked } from '@/app/_components/booking/dates/date-rows';
import { DateTable } from '@/app/_components/booking/dates/date-table';
import { PreviewFailure } from '@/app/_components/booking/dates/preview-failure';
import { Notice } from '@/app/_components/notice';
import type { ChangeFormState } from '@/app/(employee)/bookings/use-change-form';

/** What the change comes to on each of its dates; with one that cannot be had nothing changes. */
export function ChangePreview({ form }: { readonly form: ChangeFormState }) {
  const t = useTranslations();
  const { preview, interval, rooms } = form;
  if (preview.error) {
    return <PreviewFailure error={preview.error} onRetry={preview.retry} />;
  }
  const { rows, isAsking } = preview;
  const blocked = rows.filter((row) => !isBooked(row)).length;
  const words = blocked > 0 ? '' : t('change.free');
  return (
    <section aria-label={t('change.dates')} className="grid gap-3">
      <p role="status" className="font-semibold">
        {isAsking ? t('dates.looking') : words}
      </p>
      {!isAsking && blocked > 0 && (
        <Notice tone="warning" role="status">
          {t('change.blocked', { count: blocked })}
        </Notice>
      )}
      {interval && blocked > 0 && (
        <DateTable
          preview={preview}
          rooms={rooms}
          durationMs={interval.end - interval.start}
          isReadOnly
        />
      )}
    </section>
  );
}
