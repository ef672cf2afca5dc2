import ICAL from 'ical.js';
import { type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';

export interface StoredDate extends Interval {
  readonly title: string;
}

/**
 * Each date that stored calendar objects stand for, in order of time, as another program tells
 * them: expanded by ical.js alone, with clocks as the object's own zone has them.
 */
export function datesOfObjects(texts: readonly string[]): readonly StoredDate[] {
  return texts.flatMap(datesOfObject).sort((a, b) => a.start - b.start);
}

function datesOfObject(text: string): readonly StoredDate[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const components = calendar.getAllSubcomponents('vevent');
  const isOverride = (component: ICAL.Component) => component.hasProperty('recurrence-id');
  const overrides = components.filter(isOverride);
  const masters = components.filter((component) => !isOverride(component));
  // A calendar that was given single dates of a series holds those dates alone.
  if (masters.length === 0) return overrides.map((each) => toDate(new ICAL.Event(each)));
  return masters.flatMap((master) => expand(new ICAL.Event(master, { exceptions: overrides })));
}

function expand(event: ICAL.Event): readonly StoredDate[] {
  if (!event.isRecurring()) return [toDate(event)];
  const dates: StoredDate[] = [];
  const starts = event.iterator();
  for (let start = starts.next(); start; start = starts.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(start);
    dates.push({ title: item.summary, start: toInstant(startDate), end: toInstant(endDate) });
  }
  return dates;
}

function toDate({ summary, startDate, endDate }: ICAL.Event): StoredDate {
  return { title: summary, start: toInstant(startDate), end: toInstant(endDate) };
}

/** A time whose zone the object does not hold floats, and would be read as one of this machine. */
function toInstant(time: ICAL.Time): Instant {
  if (time.zone === ICAL.Timezone.localTimezone) throw new Error(`${time} floats`);
  return instant(time.toUnixTime() * 1_000);
}
