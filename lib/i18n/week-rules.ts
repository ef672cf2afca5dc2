import { formatLocales, type Locale } from '@/lib/i18n/locales';

/** Where weeks begin and which days are no working days, as ISO weekdays, Monday 1 to Sunday 7. */
export interface WeekRules {
  readonly firstWeekday: number;
  readonly weekend: readonly number[];
}

/** As ISO 8601 has it, and most of the world. */
export const usualWeek: WeekRules = { firstWeekday: 1, weekend: [6, 7] };

interface WeekInfo {
  readonly firstDay: number;
  readonly weekend: readonly number[];
}

/** What runtimes call it, older ones by a property; some know nothing of weeks. */
interface KnowsWeeks {
  readonly getWeekInfo?: () => WeekInfo;
  readonly weekInfo?: WeekInfo;
}

/** The week of the locale whose conventions dates follow; Monday to Sunday where it is not known. */
export function weekRules(locale: Locale): WeekRules {
  const about: Intl.Locale & KnowsWeeks = new Intl.Locale(formatLocales[locale]);
  const info = about.getWeekInfo?.() ?? about.weekInfo;
  return info ? { firstWeekday: info.firstDay, weekend: info.weekend } : usualWeek;
}
