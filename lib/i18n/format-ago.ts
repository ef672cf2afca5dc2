import { dayMs, hourMs, type Instant, minuteMs } from '@/lib/core/time/instant';

const units = [
  ['day', dayMs],
  ['hour', hourMs],
  ['minute', minuteMs],
] as const;

/** How long ago something was, in the largest whole unit: "3 hours ago", "il y a 3 heures". */
export function formatAgo(at: Instant, now: Instant, locale: string): string {
  const agoMs = Math.max(0, now - at);
  const [unit, unitMs] = units.find(([, ms]) => agoMs >= ms) ?? ['minute', minuteMs];
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return words.format(-Math.floor(agoMs / unitMs), unit);
}
