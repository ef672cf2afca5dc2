'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { instantAt, timesOf, withStart } from '@/app/_components/booking/booking-fields';
import type { DateLineProps } from '@/app/_components/booking/dates/date-line-props';
import { toReplacementChoice } from '@/app/_components/booking/dates/to-replacement-choice';
import { Button } from '@/app/_components/button';
import { Field } from '@/app/_components/field';
import { TimeSelect } from '@/app/_components/time-select';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import { readInterval } from '@/lib/http/client/read-instant';
import { formatTimeRange } from '@/lib/i18n/format-time';

/** Another time of the same day for one date, where the room's calendar has a gap or as one likes. */
export function OtherTimePanel({ row, rooms, durationMs, onChoose }: DateLineProps) {
  const t = useTranslations();
  const locale = useDisplayLocale();
  const zone = zoneId(rooms[0]?.timeZone ?? 'UTC');
  const roomIds = rooms.map(({ id }) => id);
  const [times, setTimes] = useState(() => timesOf(row, zone));
  const wanted = {
    start: instantAt(times.date, times.startMinute, zone),
    end: instantAt(times.date, times.endMinute, zone),
  };
  const replacedBy = row.choice?.kind === 'replace' ? (row.choice.roomId ?? null) : null;
  const choose = (time: Interval) => {
    const frame = { roomIds, durationMs };
    onChoose(row.recurrenceId, toReplacementChoice(row, { ...time, roomId: replacedBy }, frame));
  };
  const gaps = (row.told.alternatives ?? [])
    .filter(({ roomId }) => roomIds.includes(roomId))
    .map(readInterval);
  const takeWords = (time: Interval) =>
    t('dates.takeTime', { range: formatTimeRange(time, zone, locale) });
  return (
    <div className="grid gap-2">
      {gaps.length > 0 && (
        <div className="flex flex-wrap gap-1">
          {gaps.map((gap) => (
            <Button key={gap.start} size="small" onClick={() => choose(gap)}>
              {takeWords(gap)}
            </Button>
          ))}
        </div>
      )}
      <div className="flex flex-wrap items-end gap-2">
        <Field label={t('book.start')}>
          {(control) => (
            <TimeSelect
              control={control}
              value={times.startMinute}
              onChange={(minute) => setTimes(withStart(times, minute))}
            />
          )}
        </Field>
        <Field label={t('book.end')}>
          {(control) => (
            <TimeSelect
              control={control}
              value={times.endMinute}
              least={times.startMinute + 1}
              onChange={(endMinute) => setTimes({ ...times, endMinute })}
            />
          )}
        </Field>
        <Button disabled={wanted.end <= wanted.start} onClick={() => choose(wanted)}>
          {takeWords(wanted)}
        </Button>
      </div>
    </div>
  );
}
