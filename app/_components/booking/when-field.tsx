'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { type BookingFields, withStart } from '@/app/_components/booking/booking-fields';
import { DatePicker } from '@/app/_components/date-picker';
import { Field } from '@/app/_components/field';
import { useReaderZone } from '@/app/_components/reader';
import { TimeSelect } from '@/app/_components/time-select';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { usePolicyWords } from '@/app/_components/use-policy-words';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { dateOf } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import type { RoomAnswer } from '@/lib/http/contract/places';
import { formatTimeRange, formatZone, sameClock } from '@/lib/i18n/format-time';

interface WhenFieldProps {
  readonly fields: BookingFields;
  readonly rooms: readonly RoomAnswer[];
  readonly interval: Interval | null;
  readonly now: Instant;
  readonly errors: readonly string[];
  readonly onChange: (fields: BookingFields) => void;
}

/** Date, start and end on the room's clock, with the rules that concern them. */
export function WhenField({ fields, rooms, interval, now, errors, onChange }: WhenFieldProps) {
  const t = useTranslations('book');
  const id = useId();
  const [room] = rooms;
  const zone = zoneId(room?.timeZone ?? 'UTC');
  const today = dateOf(now, zone);
  const invalid = errors.length > 0 ? ({ 'aria-invalid': true } as const) : {};
  return (
    <fieldset aria-describedby={id}>
      <legend className="sr-only">{t('when')}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-[minmax(0,2fr)_1fr_1fr]">
        <Field label={t('date')} className="max-sm:col-span-2">
          {(control) => (
            <DatePicker
              control={control}
              value={fields.date}
              today={today}
              least={today}
              style="long"
              onChange={(date) => onChange({ ...fields, date })}
            />
          )}
        </Field>
        <Field label={t('start')}>
          {(control) => (
            <TimeSelect
              control={{ ...control, ...invalid }}
              value={fields.startMinute}
              onChange={(minute) => onChange(withStart(fields, minute))}
            />
          )}
        </Field>
        <Field label={t('end')}>
          {(control) => (
            <TimeSelect
              control={{ ...control, ...invalid }}
              value={fields.endMinute}
              least={fields.startMinute + 1}
              onChange={(endMinute) => onChange({ ...fields, endMinute })}
            />
          )}
        </Field>
      </div>
      <div id={id} className="mt-1 grid gap-1 text-12">
        {errors.map((error) => (
          <p key={error} className="font-semibold text-danger">
            {error}
          </p>
        ))}
        {interval && room && <ZoneNote room={room} interval={interval} />}
        {rooms.map((each) => (
          <RulesOfTime key={each.id} room={each} isNamed={rooms.length > 1} />
        ))}
      </div>
    </fieldset>
  );
}

interface RulesOfTimeProps {
  readonly room: RoomAnswer;
  readonly isNamed: boolean;
}

function RulesOfTime({ room, isNamed }: RulesOfTimeProps) {
  const t = useTranslations('book');
  const { when } = usePolicyWords(room.policy);
  const text = when.join(' · ');
  return <p className="text-quiet">{isNamed ? t('ofRoom', { room: room.name, text }) : text}</p>;
}

function ZoneNote({ room, interval }: { readonly room: RoomAnswer; readonly interval: Interval }) {
  const t = useTranslations('book');
  const locale = useDisplayLocale();
  const readerZone = useReaderZone();
  const zone = zoneId(room.timeZone);
  if (readerZone === null || sameClock(interval.start, zone, readerZone)) return null;
  const name = `${zone} (${formatZone(interval.start, zone, locale)})`;
  return (
    <p>
      {t('roomZone', { zone: name })}{' '}
      {t('readerRange', { range: formatTimeRange(interval, readerZone, locale) })}
    </p>
  );
}
