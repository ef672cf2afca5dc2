import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';
import { dateTimeFormat } from '@/lib/i18n/date-time-format';
import { formatLocales, type Locale } from '@/lib/i18n/locales';

/** `14:00`, as clocks in that zone show it. */
export function formatTime(at: Instant, zone: ZoneId, locale: Locale): string {
  const options = { hour: '2-digit', minute: '2-digit', timeZone: zone } as const;
  return dateTimeFormat(formatLocales[locale], options).format(at);
}

/** `14:00–14:30`. */
export function formatTimeRange({ start, end }: Interval, zone: ZoneId, locale: Locale): string {
  return `${formatTime(start, zone, locale)}–${formatTime(end, zone, locale)}`;
}

/** The zone's short name at that moment, such as `GMT+1` or `CET`. */
export function formatZone(at: Instant, zone: ZoneId, locale: Locale): string {
  const parts = dateTimeFormat(formatLocales[locale], {
    timeZone: zone,
    timeZoneName: 'short',
  }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** Whether clocks in the two zones show the same time at that moment. */
export function sameClock(at: Instant, one: ZoneId, other: ZoneId): boolean {
  return one === other || clockOf(at, one) === clockOf(at, other);
}

function clockOf(at: Instant, zone: ZoneId): string {
  const options = { dateStyle: 'short', timeStyle: 'short', timeZone: zone } as const;
  return dateTimeFormat('en-GB', options).format(at);
}
