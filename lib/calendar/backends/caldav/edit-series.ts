import type { EventChange } from '@/lib/calendar/backend';
import {
  likeStart,
  replaceProperty,
  setTimes,
  touch,
  zoneOf,
} from '@/lib/calendar/backends/caldav/edit-properties';
import {
  type Entry,
  eventGone,
  masterOf,
  type OpenObject,
  originalStart,
  outlinesOf,
  overrideOf,
  toEntry,
} from '@/lib/calendar/backends/caldav/open-object';
import { addZone } from '@/lib/calendar/backends/shared/icalendar/add-zone';
import type { EventOutline } from '@/lib/calendar/backends/shared/icalendar/event-outline';
import { occurrenceOf, occurrencesIn } from '@/lib/calendar/backends/shared/icalendar/occurrences';
import { ruleProperty } from '@/lib/calendar/backends/shared/icalendar/property-writers';
import { instantsOf } from '@/lib/calendar/backends/shared/icalendar/zone-rules';
import { changeSeries } from '@/lib/calendar/backends/shared/series/change-series';
import { checkSeries } from '@/lib/calendar/backends/shared/series/check-series';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import { formatCalendarRule } from '@/lib/core/recurrence/format-calendar-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import type { Series, SeriesOverride } from '@/lib/core/recurrence/series';
import { addMs, dayMs, type Instant, instant } from '@/lib/core/time/instant';

interface StoredOverride extends SeriesOverride {
  readonly entry: Entry;
}

/** Changes times and rule of a whole series; its exceptions and overrides go along. */
export function changeSeriesTimes(object: OpenObject, change: EventChange): void {
  const { master, series } = toSeries(object);
  const changed = changeSeries(series, change);
  checkSeries(changed);
  const { component } = master;
  const { start, durationMs, timeZone } = changed;
  const rrule = formatCalendarRule(changed.rule, start, timeZone);
  const times = { start, end: addMs(start, durationMs) };
  addZone(object.calendar, timeZone, { ...times, recurrence: { rrule, exceptions: [] } });
  replaceProperty(component, ruleProperty(rrule));
  if (start !== series.start || durationMs !== series.durationMs) {
    setTimes(component, times, timeZone);
  }
  component.removeAllProperties('exdate');
  if (changed.exceptions.length > 0) {
    const dates = changed.exceptions.toSorted((a, b) => a - b);
    component.addProperty(likeStart('exdate', dates, master, start, object.floating));
  }
  changeOverrides(object, master, series, changed);
}

function changeOverrides(
  object: OpenObject,
  master: Entry,
  before: Series<StoredOverride>,
  after: Series<StoredOverride>,
): void {
  const kept = new Map(after.overrides.map((override) => [override.entry, override]));
  for (const { entry, recurrenceId } of before.overrides) {
    const now = kept.get(entry);
    if (!now) {
      object.calendar.removeSubcomponent(entry.component);
    } else if (now.recurrenceId !== recurrenceId || after.durationMs !== before.durationMs) {
      const { component, outline } = entry;
      const name = 'recurrence-id';
      const original = likeStart(name, [now.recurrenceId], master, after.start, object.floating);
      replaceProperty(component, original);
      setTimes(component, now, zoneOf(outline));
    }
  }
}

/** The series as Foyer understands it; what it does not is left alone. */
function toSeries(object: OpenObject) {
  const master = masterOf(object);
  const whole = occurrenceOf(outlinesOf(object), null, object);
  const rule = master && parseRule(String(master.component.getFirstPropertyValue('rrule')));
  if (!master || !whole || !rule || isRuleProblem(rule) || !isPlain(object, master)) {
    return unsupported('a series that another program made in its own way cannot be changed whole');
  }
  const { start, end } = whole;
  const series: Series<StoredOverride> = {
    rule,
    start,
    timeZone: zoneOf(master.outline),
    durationMs: end - start,
    exceptions: master.outline.exceptions.map(
      ({ wall, rules }) => instantsOf(wall, rules, object.floating).earliest,
    ),
    overrides: object.entries.flatMap((entry) => toOverride(entry, object)),
  };
  return { master, series };
}

function isPlain({ entries }: OpenObject, { outline }: Entry): boolean {
  const { rules, addedDates, start } = outline;
  const named = start.rules.kind === 'iana' || start.rules.kind === 'utc';
  const ranges = entries.some((entry) => entry.outline.andFuture);
  return rules.length === 1 && addedDates.length === 0 && !start.dateOnly && named && !ranges;
}

function toOverride(entry: Entry, object: OpenObject): readonly StoredOverride[] {
  const recurrenceId = originalStart(entry, object);
  if (recurrenceId === null) return [];
  const span = occurrenceOf([entry.outline], recurrenceId, object);
  return span ? [{ entry, recurrenceId, start: span.start, end: span.end }] : [];
}

/** Leaves one date out of a series; answers the new text, null when no date is left. */
export function leaveOutDate(
  object: OpenObject,
  recurrenceId: Instant,
  now: Instant,
): string | null {
  const outlines = outlinesOf(object);
  if (!occurrenceOf(outlines, recurrenceId, object)) throw eventGone();
  const override = overrideOf(object, recurrenceId);
  if (override) object.calendar.removeSubcomponent(override.component);
  const master = masterOf(object);
  if (master) {
    const first = occurrenceOf([master.outline], null, object)?.start ?? recurrenceId;
    const left = likeStart('exdate', [recurrenceId], master, first, object.floating);
    master.component.addProperty(left);
    touch(master.component, now);
  }
  const rest = object.entries
    .filter((entry) => entry !== override)
    .map(({ component }) => toEntry(component, object.calendar).outline);
  return hasDate(rest, object) ? object.calendar.toString() : null;
}

const latestYear = Date.UTC(9_999, 0, 1);

function hasDate(events: readonly EventOutline[], { floating }: OpenObject): boolean {
  const endless = ({ rules }: EventOutline) =>
    rules.some(({ count, until }) => count === null && until === null);
  if (events.some(endless)) return true;
  const first = Math.min(...events.map(({ start }) => start.wall));
  if (!Number.isFinite(first)) return false;
  const window = { start: instant(first - 366 * dayMs), end: instant(latestYear) };
  return occurrencesIn({ events }, window, { floating }).some(
    ({ event }) => event.status !== 'cancelled',
  );
}
