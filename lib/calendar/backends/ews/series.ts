import type { CalendarItem } from '@/lib/calendar/backends/ews/from-calendar-item';
import { fromRecurrence } from '@/lib/calendar/backends/ews/from-recurrence';
import { toWindowsZone } from '@/lib/calendar/backends/shared/to-windows-zone';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import { fromWindowsZone } from '@/lib/calendar/backends/shared/windows-zones';
import { ruleDates } from '@/lib/core/recurrence/rule-dates';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import type { Instant } from '@/lib/core/time/instant';

/** A date of a series that is an item of its own on the server. */
export interface StoredOverride extends SeriesOverride {
  readonly id: string;
}

/** The series that a recurring master keeps, as Foyer understands it; null when it does not. */
export function toSeries(item: CalendarItem): Series<StoredOverride> | null {
  const timeZone = zoneOf(item);
  const rule = item.recurrence && fromRecurrence(item.recurrence);
  if (!timeZone || !rule) return null;
  const { start, end } = item;
  const series: Series<StoredOverride> = {
    rule,
    start,
    timeZone,
    durationMs: end - start,
    exceptions: item.deleted,
    overrides: item.modified.map(({ originalStart, ...date }) => ({
      ...date,
      recurrenceId: originalStart,
    })),
  };
  return isRuleProblem(ruleDates(series)) ? null : series;
}

/** @throws BackendError `unsupported`, not applied */
export function requireSeries(item: CalendarItem): Series<StoredOverride> {
  return (
    toSeries(item) ??
    unsupported('a series that another program made in its own way cannot be changed here')
  );
}

/** The IANA name that was chosen, as long as the server still means the same by its own. */
function zoneOf({ notes, start, startZone }: CalendarItem) {
  const name = startZone ?? 'UTC';
  const chosen = notes?.timeZone;
  if (chosen && toWindowsZone(chosen, start) === name) return chosen;
  return fromWindowsZone(name);
}

/** InstanceIndex of a date: counted from 1 by the rule, what was deleted included; null: no date. */
export function indexOfDate(series: Series, wanted: Instant): number | null {
  const dates = ruleDates(series);
  if (isRuleProblem(dates)) return null;
  let index = 0;
  for (const { at } of dates) {
    index += 1;
    if (at === wanted) return index;
    if (at > wanted) return null;
  }
  return null;
}
