import ICAL from 'ical.js';
import { addRecurrence } from '@/lib/calendar/backends/shared/icalendar/add-recurrence';
import {
  datesProperty,
  isUtc,
  organizerProperty,
  productId,
  stampProperty,
  textProperty,
  timeProperty,
} from '@/lib/calendar/backends/shared/icalendar/property-writers';
import { createVtimezone } from '@/lib/calendar/backends/shared/icalendar/vtimezone-writer';
import { draftSeries } from '@/lib/calendar/backends/shared/series/draft-series';
import type {
  CalendarFile,
  CalendarFileWriter,
  FileDate,
  FileEvent,
  FileWords,
} from '@/lib/calendar/calendar-file';
import { groupBy } from '@/lib/core/group-by';
import { ruleDates } from '@/lib/core/recurrence/rule-dates';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import { addMs, dayMs, type Instant, instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import type { ZoneId } from '@/lib/core/time/zone';

/** Definitions of zones reach that much further than what refers to them. */
const zoneMarginMs = 31 * dayMs;
/** How often those who subscribe may well ask. */
const refreshInterval = 'PT15M';

export const writeCalendarFile: CalendarFileWriter = (file, now) => {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', productId);
  calendar.addPropertyWithValue('method', 'PUBLISH');
  if (file.name !== null) add(calendar, subscription(file.name));
  for (const zone of zonesOf(file)) calendar.addSubcomponent(zone);
  for (const event of file.events) {
    calendar.addSubcomponent(toComponent(event, now));
    for (const date of event.changedDates) {
      calendar.addSubcomponent(toDateComponent(event, date, now));
    }
  }
  return calendar.toString();
};

/** RFC 7986 sections 5.1 and 5.7, each with what programs knew before it. */
function subscription(name: string): readonly ICAL.Property[] {
  return [
    textProperty('name', name),
    textProperty('x-wr-calname', name),
    new ICAL.Property(['refresh-interval', {}, 'duration', refreshInterval]),
    textProperty('x-published-ttl', refreshInterval),
  ];
}

/** One definition per zone, which reaches over all that refers to it. */
function zonesOf({ events }: CalendarFile): readonly ICAL.Component[] {
  const byZone = groupBy(
    events.filter(({ timeZone }) => !isUtc(timeZone)),
    ({ timeZone }) => timeZone,
  );
  return [...byZone].map(([zone, own]) => {
    const start = instant(Math.min(...own.map((event) => event.start)));
    const end = instant(Math.max(...own.map(lastEndOf)));
    return createVtimezone(zone, start, addMs(end, zoneMarginMs));
  });
}

function lastEndOf(event: FileEvent): number {
  const { start, end, recurrence, changedDates } = event;
  const dates = recurrence ? ruleDates(draftSeries(event, recurrence)) : [];
  if (isRuleProblem(dates)) throw new RangeError(`no rule to be written: ${recurrence?.rrule}`);
  let last = start;
  for (const { at } of dates) last = at;
  return Math.max(last + (end - start), ...changedDates.map((date) => date.end));
}

function toComponent(event: FileEvent, now: Instant): ICAL.Component {
  const { timeZone, recurrence } = event;
  const component = new ICAL.Component('vevent');
  add(component, identity(event, now));
  add(component, timesIn(event, timeZone, recurrence ? 'series' : 'single'));
  add(component, words(event));
  if (recurrence) addRecurrence(component, event, recurrence);
  return component;
}

function toDateComponent(event: FileEvent, date: FileDate, now: Instant): ICAL.Component {
  const { start, timeZone } = event;
  const component = new ICAL.Component('vevent');
  add(component, identity(event, now));
  add(component, [datesProperty('recurrence-id', [date.recurrenceId], start, timeZone)]);
  add(component, timesIn(date, timeZone, 'single'));
  add(component, words(date));
  return component;
}

function identity(event: FileEvent, now: Instant): readonly ICAL.Property[] {
  const { uid, sequence, organizer, visibility, url } = event;
  return [
    new ICAL.Property(['uid', {}, 'text', uid]),
    stampProperty('dtstamp', now),
    new ICAL.Property(['sequence', {}, 'integer', sequence]),
    ...(organizer ? [organizerProperty(organizer)] : []),
    ...(visibility === 'private' ? [new ICAL.Property(['class', {}, 'text', 'PRIVATE'])] : []),
    ...(url === null ? [] : [new ICAL.Property(['url', {}, 'uri', url])]),
  ];
}

function timesIn(
  { start, end }: Interval,
  zone: ZoneId,
  form: 'single' | 'series',
): readonly ICAL.Property[] {
  return [timeProperty('dtstart', start, zone, form), timeProperty('dtend', end, zone, form)];
}

function words({ title, description, location, status }: FileWords): readonly ICAL.Property[] {
  return [
    textProperty('summary', title),
    ...(description === null ? [] : [textProperty('description', description)]),
    ...(location === null ? [] : [textProperty('location', location)]),
    new ICAL.Property(['status', {}, 'text', status.toUpperCase()]),
    new ICAL.Property(['transp', {}, 'text', status === 'cancelled' ? 'TRANSPARENT' : 'OPAQUE']),
  ];
}

function add(component: ICAL.Component, properties: readonly ICAL.Property[]): void {
  for (const property of properties) component.addProperty(property);
}
