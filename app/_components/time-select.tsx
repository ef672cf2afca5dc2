'use client';

import { memo } from 'react';
import type { ControlIds } from '@/app/_components/field';
import { Select } from '@/app/_components/select';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { formatClockMinute } from '@/lib/i18n/format-minutes';

const stepMinutes = 15;
const dayMinutes = 24 * 60;

interface TimeSelectProps {
  readonly control: ControlIds;
  /** Minutes since midnight. */
  readonly value: number;
  /** The first time offered; the last is the end of the day when `least` is above 0. */
  readonly least?: number;
  readonly disabled?: boolean;
  readonly onChange: (minuteOfDay: number) => void;
}

/** A time of the day by the quarter of an hour; a value between two quarters is offered as well. */
export function TimeSelect({ control, value, least = 0, disabled, onChange }: TimeSelectProps) {
  return (
    <Select
      {...control}
      disabled={disabled}
      value={value}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    >
      <TimeOptions least={least} between={value % stepMinutes === 0 ? null : value} />
    </Select>
  );
}

interface TimeOptionsProps {
  readonly least: number;
  /** A time between two quarters that is offered as well. */
  readonly between: number | null;
}

/** A hundred of them, which stay as they are while others of the fields' values change. */
const TimeOptions = memo(function TimeOptions({ least, between }: TimeOptionsProps) {
  const locale = useDisplayLocale();
  return timesFrom(least, between).map((minute) => (
    <option key={minute} value={minute}>
      {formatClockMinute(minute, locale)}
    </option>
  ));
});

function timesFrom(least: number, between: number | null): readonly number[] {
  const last = least > 0 ? dayMinutes : dayMinutes - stepMinutes;
  const times = new Set(between === null ? [] : [between]);
  for (let minute = Math.ceil(least / stepMinutes) * stepMinutes; minute <= last; ) {
    times.add(minute);
    minute += stepMinutes;
  }
  return [...times].sort((a, b) => a - b);
}
