'use client';

import { useTranslations } from 'next-intl';
import type { BookingFields } from '@/app/_components/booking/booking-fields';
import { BoundedNotice } from '@/app/_components/booking/dates/bounded-notice';
import { DateSummary } from '@/app/_components/booking/dates/date-summary';
import { DateTable } from '@/app/_components/booking/dates/date-table';
import { PreviewFailure } from '@/app/_components/booking/dates/preview-failure';
import type { DatePreview } from '@/app/_components/booking/dates/use-date-preview';
import type { Repeat } from '@/app/_components/booking/repeat/repeat';
import { RepeatDetails } from '@/app/_components/booking/repeat/repeat-details';
import { useRuleText } from '@/app/_components/booking/repeat/use-rule-text';
import { addMs, dayMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { dateOf } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface SeriesPartProps {
  readonly fields: BookingFields;
  readonly rooms: readonly RoomAnswer[];
  readonly interval: Interval | null;
  readonly now: Instant;
  readonly preview: DatePreview;
  readonly onChange: (repeat: Repeat) => void;
}

/** What a booking needs beyond its first date: the rule in words, and what each date comes to. */
export function SeriesPart(props: SeriesPartProps) {
  const { fields, rooms, interval, now, preview, onChange } = props;
  const t = useTranslations('rule');
  const textOf = useRuleText();
  const { repeat, date } = fields;
  const zone = zoneId(rooms[0]?.timeZone ?? 'UTC');
  return (
    <div className="grid gap-3">
      <RepeatDetails
        repeat={repeat}
        first={date}
        today={dateOf(now, zone)}
        onChange={(changed) => onChange({ ...repeat, ...changed })}
      />
      <p role="status" className="font-semibold">
        {t('sentence', { rule: textOf(repeat, date) })}
      </p>
      {interval && <SeriesDates {...props} interval={interval} preview={preview} />}
    </div>
  );
}

function SeriesDates(props: SeriesPartProps & { readonly interval: Interval }) {
  const { rooms, interval, now, preview } = props;
  const zone = zoneId(rooms[0]?.timeZone ?? 'UTC');
  const windowDays = Math.min(...rooms.map(({ policy }) => policy.bookingWindowDays));
  if (preview.error) {
    return <PreviewFailure error={preview.error} onRetry={preview.retry} />;
  }
  return (
    <>
      <DateSummary preview={preview} />
      <BoundedNotice preview={preview} until={dateOf(addMs(now, windowDays * dayMs), zone)} />
      <DateTable preview={preview} rooms={rooms} durationMs={interval.end - interval.start} />
    </>
  );
}
