import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';
import { dateTimeFormat } from '@/lib/i18n/date-time-format';
import { type DisplayLocale, formatLocaleOf, isTwelveHour } from '@/lib/i18n/display-locale';

/** `14:00`, or `2:00 pm` where the reader wants it so, as clocks in that zone show it. */
export function formatTime(at: Instant, zone: ZoneId, locale: DisplayLocale): string {
  const hour = isTwelveHour(locale) ? 'numeric' : '2-digit';
  const options = { hour, minute: '2-digit', timeZone: zone } as const;
  return dateTimeFormat(formatLocaleOf(locale), options).format(at);
}

/** `14:00–14:30`. */
export function formatTimeRange(
  { start, end }: Interval,
  zone: ZoneId,
  locale: DisplayLocale,
): string {
  return `${formatTime(start, zone, locale)}–${formatTime(end, zone, locale)}`;
}

/** The zone's short name at that moment, such as `GMT+1` or `CET`. */
export function formatZone(at: Instant, zone: ZoneId, locale: DisplayLocale): string {
  const parts = dateTimeFormat(formatLocaleOf(locale), {
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
