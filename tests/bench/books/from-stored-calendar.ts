import ICAL from 'ical.js';
import { instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { oracleInstant } from '@/tests/support/recurrence-oracle';

export interface StoredDate extends Interval {
  readonly uid: string;
}

const mostDates = 1_100;

/**
 * The dates of every event in the text of a calendar, by another engine than Foyer's: ical.js goes
 * through the wall times of a rule, and Intl says when clocks show them.
 */
export function fromStoredCalendar(text: string): readonly StoredDate[] {
  if (text.trim() === '') return [];
  const components = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  const isMoved = (component: ICAL.Component) => component.hasProperty('recurrence-id');
  const moved = components.filter(isMoved);
  return components
    .filter((component) => !isMoved(component))
    .flatMap((component) => {
      const own = moved.filter((date) => uidOf(date) === uidOf(component));
      const replaced = new Set(own.map((date) => timeOf(date, 'recurrence-id')));
      const regular = datesOf(component).filter(({ start }) => !replaced.has(start));
      return [...regular, ...own.map(toDate)];
    });
}

function datesOf(component: ICAL.Component): readonly StoredDate[] {
  const first = toDate(component);
  const event = new ICAL.Event(component);
  if (!event.isRecurring()) return [first];
  const zone = zoneOf(component, 'dtstart');
  const dates: StoredDate[] = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && dates.length < mostDates; next = iterator.next()) {
    const start = toInstant(next, zone);
    dates.push({ uid: first.uid, start, end: instant(start + first.end - first.start) });
  }
  return dates;
}

function toDate(component: ICAL.Component): StoredDate {
  return {
    uid: uidOf(component),
    start: timeOf(component, 'dtstart'),
    end: timeOf(component, 'dtend'),
  };
}

const uidOf = (component: ICAL.Component): string => String(component.getFirstPropertyValue('uid'));

type TimeName = 'dtstart' | 'dtend' | 'recurrence-id';

function timeOf(component: ICAL.Component, name: TimeName) {
  const value = component.getFirstPropertyValue(name);
  if (!(value instanceof ICAL.Time)) throw new Error(`${uidOf(component)} has no ${name}`);
  return toInstant(value, zoneOf(component, name));
}

function zoneOf(component: ICAL.Component, name: TimeName): string {
  const zone = component.getFirstProperty(name)?.getParameter('tzid');
  return typeof zone === 'string' ? zone : 'UTC';
}

function toInstant({ year, month, day, hour, minute, second }: ICAL.Time, zone: string) {
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return instant(zone === 'UTC' ? wall : oracleInstant(wall, zone));
}
