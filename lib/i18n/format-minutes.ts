import type { Locale } from '@/lib/i18n/locales';

/** A length in the largest fitting units: `45 min`, `1 hr 30 min`, `2 days`. */
export function formatMinutes(minutes: number, locale: Locale): string {
  const parts = [
    { value: Math.floor(minutes / 1_440), unit: 'day' },
    { value: Math.floor((minutes % 1_440) / 60), unit: 'hour' },
    { value: Math.round(minutes % 60), unit: 'minute' },
  ].filter(({ value }) => value > 0);
  if (parts.length === 0) return unit(0, 'minute', locale);
  return parts.map((part) => unit(part.value, part.unit, locale)).join(' ');
}

/** Minutes since midnight as a clock shows them: `08:30`; the end of the day is `24:00`. */
export function formatMinuteOfDay(minute: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}

function unit(value: number, name: string, locale: Locale): string {
  const unitDisplay = name === 'day' ? 'long' : 'short';
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: name,
    unitDisplay,
  }).format(value);
}
