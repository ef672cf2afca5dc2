'use client';

import { useTranslations } from 'next-intl';
import { isBooked } from '@/app/_components/booking/dates/date-rows';
import { Button } from '@/app/_components/button';
import type { ChangeFormState } from '@/app/(employee)/bookings/use-change-form';

/** Says which dates change; rests while nothing would, or while one of them cannot be had. */
export function ChangeButton({ form }: { readonly form: ChangeFormState }) {
  const t = useTranslations();
  const { changing, isChanged, isLookedAt, preview, scope, booking } = form;
  const isBlocked =
    isLookedAt &&
    (preview.isAsking || preview.error !== null || !preview.rows.every((row) => isBooked(row)));
  const whole = booking.rrule === null ? 'single' : 'all';
  const saving = changing.isPending ? t('change.savingText') : '';
  return (
    <div className="grid gap-1">
      <Button
        type="submit"
        variant="primary"
        size="large"
        disabled={changing.isPending || !isChanged || isBlocked}
        className="w-full"
      >
        {changing.isPending ? t('change.saving') : t(`change.submit.${scope ?? whole}`)}
      </Button>
      <p role="status" className="min-h-4 text-12 text-quiet">
        {isChanged ? saving : t('change.nothing')}
      </p>
    </div>
  );
}
