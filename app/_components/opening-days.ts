import type { OpeningHours } from '@/lib/core/policy/room-policy';

/** Consecutive weekdays with the same hours. */
export interface OpeningDays {
  readonly firstWeekday: number;
  readonly lastWeekday: number;
  readonly opensMinute: number;
  readonly closesMinute: number;
}

/** Opening hours as people say them: Monday to Friday from 8 to 20, Saturday from 9 to 12. */
export function groupOpeningHours(hours: readonly OpeningHours[]): readonly OpeningDays[] {
  const sorted = [...hours].sort(
    (a, b) =>
      a.opensMinute - b.opensMinute || a.closesMinute - b.closesMinute || a.weekday - b.weekday,
  );
  const groups: OpeningDays[] = [];
  for (const { weekday, opensMinute, closesMinute } of sorted) {
    const last = groups.at(-1);
    const continues =
      last?.opensMinute === opensMinute &&
      last.closesMinute === closesMinute &&
      last.lastWeekday === weekday - 1;
    if (last && continues) groups[groups.length - 1] = { ...last, lastWeekday: weekday };
    else groups.push({ firstWeekday: weekday, lastWeekday: weekday, opensMinute, closesMinute });
  }
  return groups.sort((a, b) => a.firstWeekday - b.firstWeekday || a.opensMinute - b.opensMinute);
}
