import { type DisplayLocale, firstWeekdayOf, formatLocaleOf } from '@/lib/i18n/display-locale';

/** Where weeks begin and which days are no working days, as ISO weekdays, Monday 1 to Sunday 7. */
export interface WeekRules {
  readonly firstWeekday: number;
  readonly weekend: readonly number[];
}

/** As ISO 8601 has it, and most of the world. */
export const usualWeek: WeekRules = { firstWeekday: 1, weekend: [6, 7] };

interface WeekInfo {
  readonly weekend: readonly number[];
}

/** What runtimes call it, older ones by a property; some know nothing of weeks. */
interface KnowsWeeks {
  readonly getWeekInfo?: () => WeekInfo;
  readonly weekInfo?: WeekInfo;
}

/** The reader's week: it begins as they have set, and its weekend is that of the locale where it is known. */
export function weekRules(locale: DisplayLocale): WeekRules {
  const about: Intl.Locale & KnowsWeeks = new Intl.Locale(formatLocaleOf(locale));
  const info = about.getWeekInfo?.() ?? about.weekInfo;
  return { firstWeekday: firstWeekdayOf(locale), weekend: info?.weekend ?? usualWeek.weekend };
}
