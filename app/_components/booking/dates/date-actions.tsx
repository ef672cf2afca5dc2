'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { DateLineProps, DatePanel } from '@/app/_components/booking/dates/date-line-props';
import { isSkipped } from '@/app/_components/booking/dates/date-rows';
import { Button } from '@/app/_components/button';
import { dateOf } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { formatCalendarDate } from '@/lib/i18n/format-date';

interface DateActionsProps extends DateLineProps {
  readonly open: DatePanel['what'] | null;
}

/** Leave it out, have it in another room, at another time, or as the others after all. */
export function DateActions({ row, rooms, open, onPanel, onChoose }: DateActionsProps) {
  const t = useTranslations('dates');
  const locale = useLocale();
  const { recurrenceId, state, choice } = row;
  const zone = zoneId(rooms[0]?.timeZone ?? 'UTC');
  const date = formatCalendarDate(dateOf(row.start, zone), 'long', locale);
  const skipped = isSkipped(row);
  const toggle = (what: DatePanel['what']) =>
    onPanel(open === what ? null : { recurrenceId, what });
  const skipWords = skipped ? (['keep', 'keepNamed'] as const) : (['skip', 'skipNamed'] as const);
  return (
    <div className="flex flex-wrap gap-1">
      <Button
        size="small"
        aria-label={t(skipWords[1], { date })}
        onClick={() => onChoose(recurrenceId, skipped ? null : { kind: 'skip' })}
      >
        {t(skipWords[0])}
      </Button>
      {!skipped && state !== 'free' && (
        <Button
          size="small"
          aria-expanded={open === 'room'}
          aria-label={t('otherRoomNamed', { date })}
          onClick={() => toggle('room')}
        >
          {t('otherRoom')}
        </Button>
      )}
      {!skipped && (
        <Button
          size="small"
          aria-expanded={open === 'time'}
          aria-label={t('otherTimeNamed', { date })}
          onClick={() => toggle('time')}
        >
          {t('otherTime')}
        </Button>
      )}
      {choice?.kind === 'replace' && (
        <Button
          size="small"
          aria-label={t('undoNamed', { date })}
          onClick={() => onChoose(recurrenceId, null)}
        >
          {t('undo')}
        </Button>
      )}
    </div>
  );
}
