import type { useTranslations } from 'next-intl';
import type { RuleDays, RuleDescription } from '@/lib/core/recurrence/describe-rule';
import { formatCalendarDate, formatWeekday } from '@/lib/i18n/format-date';
import { formatList } from '@/lib/i18n/format-list';
import type { Locale } from '@/lib/i18n/locales';

export type RuleWords = ReturnType<typeof useTranslations<'rule'>>;

interface Language {
  readonly t: RuleWords;
  readonly locale: Locale;
}

/** It has every day that a year may have. */
const leapYear = 2024;

/** A rule as people say it: `every second Tuesday until 30 June 2027`. */
export function ruleText(rule: RuleDescription, language: Language): string {
  const { t, locale } = language;
  const text = withoutEnd(rule, language);
  switch (rule.ends.kind) {
    case 'never':
      return text;
    case 'after':
      return t('after', { rule: text, count: rule.ends.count });
    case 'on':
      return t('until', { rule: text, date: formatCalendarDate(rule.ends.date, 'plain', locale) });
  }
}

function withoutEnd({ every, on, months }: RuleDescription, language: Language): string {
  const { t, locale } = language;
  const { unit, interval } = every;
  if (on.kind === 'every-day') return t('day', { interval });
  if (unit === 'week' && on.kind === 'weekdays') return weeklyText(on, interval, language);
  if (unit === 'month') return t('month', { interval, days: daysText(on, language) });
  const dates = datesOfYear(on, months, language);
  if (dates !== null) return t('yearOn', { interval, dates });
  const names = formatList(
    months.map((month) => nameOfMonth(month, locale)),
    locale,
  );
  return t('yearIn', { interval, months: names, days: daysText(on, language) });
}

function weeklyText(
  { weekdays, group }: Extract<RuleDays, { kind: 'weekdays' }>,
  interval: number,
  { t, locale }: Language,
): string {
  if (interval === 1 && group === 'any-day') return t('day', { interval });
  if (interval === 1 && group === 'working-day') return t('workingDays');
  const names = weekdays.map((weekday) => formatWeekday(weekday, 'weekday', locale));
  const list = (key: 'weekdayMany' | 'weekdayOne') =>
    formatList(
      names.map((weekday) => t(key, { weekday })),
      locale,
    );
  if (interval === 1) return t('everyWeekday', { weekdays: list('weekdayMany') });
  const [only, ...more] = names;
  if (interval === 2 && only !== undefined && more.length === 0) {
    return t('secondWeekday', { weekday: only });
  }
  return t('week', { interval, days: list('weekdayOne') });
}

/** `26 November and 24 December`; null where the days are not numbered from the front. */
function datesOfYear(
  on: RuleDays,
  months: readonly number[],
  { t, locale }: Language,
): string | null {
  if (on.kind !== 'month-days' || on.days.some((day) => day < 0)) return null;
  const dates = months.flatMap((month) =>
    on.days.map((day) => formatCalendarDate({ year: leapYear, month, day }, 'dayOfYear', locale)),
  );
  return formatList(
    dates.map((date) => t('yearDate', { date })),
    locale,
  );
}

function daysText(on: RuleDays, { t, locale }: Language): string {
  const nameOf = (weekday: number) => formatWeekday(weekday, 'weekday', locale);
  const list = (texts: readonly string[]) => formatList(texts, locale);
  switch (on.kind) {
    case 'every-day':
      return t('each', { weekday: t('group.any-day') });
    case 'month-days':
      return list(on.days.map((day) => monthDayText(day, t)));
    case 'numbered-weekdays':
      return list(
        on.weekdays.map(({ weekday, position }) => positionText(position, nameOf(weekday), t)),
      );
    case 'weekdays': {
      const names = on.group ? [t(`group.${on.group}`)] : on.weekdays.map(nameOf);
      return list(names.map((weekday) => t('each', { weekday })));
    }
    case 'chosen-of-weekdays': {
      const one = formatList(on.weekdays.map(nameOf), locale, 'disjunction');
      const name = on.group ? t(`group.${on.group}`) : one;
      return list(on.positions.map((position) => positionText(position, name, t)));
    }
  }
}

function monthDayText(day: number, t: RuleWords): string {
  return day > 0 ? t('monthDay', { day }) : t('monthDayFromEnd', { place: -day });
}

function positionText(position: number, weekday: string, t: RuleWords): string {
  return position > 0
    ? t('position', { place: position, weekday })
    : t('positionFromEnd', { place: -position, weekday });
}

function nameOfMonth(month: number, locale: Locale): string {
  return formatCalendarDate({ year: leapYear, month, day: 1 }, 'monthName', locale);
}
