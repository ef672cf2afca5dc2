import { expect, test } from 'vitest';
import { locales } from '@/lib/i18n/locales';
import { usualWeek, weekRules } from '@/lib/i18n/week-rules';

test.each(locales)('the week of %s begins on Monday and ends with the weekend', (locale) => {
  expect(weekRules(locale)).toEqual(usualWeek);
});

test('it begins where the reader has set, and has its weekend all the same', () => {
  expect(weekRules('fr-u-fw-sun')).toEqual({ ...usualWeek, firstWeekday: 7 });
});
