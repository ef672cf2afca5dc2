import { expect, it } from 'vitest';
import { addMs, dayMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import { formatAgo } from '@/lib/i18n/format-ago';

const now = instant(Date.UTC(2026, 10, 26, 12));

it.each([
  [0, 'en', 'this minute'],
  [-minuteMs, 'en', 'this minute'],
  [90 * minuteMs, 'en', '1 hour ago'],
  [3 * hourMs, 'fr', 'il y a 3 heures'],
  [0, 'de', 'in dieser Minute'],
  [3 * hourMs, 'de', 'vor 3 Stunden'],
  [2 * dayMs, 'en', '2 days ago'],
])('%i ms ago in %s: %s', (agoMs, locale, words) => {
  expect(formatAgo(addMs(now, -agoMs), now, locale)).toBe(words);
});
