'use client';

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
  const locale = useDisplayLocale();
  return (
    <Select
      {...control}
      disabled={disabled}
      value={value}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    >
      {timesFrom(least, value).map((minute) => (
        <option key={minute} value={minute}>
          {formatClockMinute(minute, locale)}
        </option>
      ))}
    </Select>
  );
}

function timesFrom(least: number, value: number): readonly number[] {
  const last = least > 0 ? dayMinutes : dayMinutes - stepMinutes;
  const times = new Set([value]);
  for (let minute = Math.ceil(least / stepMinutes) * stepMinutes; minute <= last; ) {
    times.add(minute);
    minute += stepMinutes;
  }
  return [...times].sort((a, b) => a - b);
}
