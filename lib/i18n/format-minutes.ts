import { instant, minuteMs } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { type DisplayLocale, isTwelveHour } from '@/lib/i18n/display-locale';
import { formatTime } from '@/lib/i18n/format-time';
import { keepFormats } from '@/lib/i18n/keep-formats';

const numberFormat = keepFormats(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

/** A length in the largest fitting units: `45 min`, `1 hr 30 min`, `2 days`. */
export function formatMinutes(minutes: number, locale: DisplayLocale): string {
  const parts = [
    { value: Math.floor(minutes / 1_440), unit: 'day' },
    { value: Math.floor((minutes % 1_440) / 60), unit: 'hour' },
    { value: Math.round(minutes % 60), unit: 'minute' },
  ].filter(({ value }) => value > 0);
  if (parts.length === 0) return unit(0, 'minute', locale);
  return parts.map((part) => unit(part.value, part.unit, locale)).join(' ');
}

/** Minutes since midnight as the reader's clock shows them: `08:30` and `24:00`, or `8:30 am` and `12:00 am`. */
export function formatClockMinute(minute: number, locale: DisplayLocale): string {
  if (!isTwelveHour(locale)) return formatMinuteOfDay(minute);
  return formatTime(instant(minute * minuteMs), zoneId('UTC'), locale);
}

/** Minutes since midnight as addresses have them: `08:30`; the end of the day is `24:00`. */
export function formatMinuteOfDay(minute: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}

function unit(value: number, name: string, locale: DisplayLocale): string {
  const unitDisplay = name === 'day' ? 'long' : 'short';
  return numberFormat(locale, { style: 'unit', unit: name, unitDisplay }).format(value);
}
