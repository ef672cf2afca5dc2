import ICAL from 'ical.js';

/** One date as a calendar program shows it. */
export interface ReadDate {
  readonly uid: string;
  /** RFC 3339, UTC. */
  readonly start: string;
  readonly end: string;
  readonly summary: string;
  readonly location: string | null;
  readonly status: string | null;
}

const mostDates = 2_000;

/** Every date of a calendar file as ical.js reads it, with the zones that the file itself defines. */
export function readCalendar(text: string): readonly ReadDate[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zones = calendar.getAllSubcomponents('vtimezone').map((zone) => new ICAL.Timezone(zone));
  for (const zone of zones) ICAL.TimezoneService.register(zone);
  try {
    const parts = calendar.getAllSubcomponents('vevent');
    const masters = parts.filter((part) => !part.hasProperty('recurrence-id'));
    return masters.flatMap((master) => expand(master, parts)).sort(byStart);
  } finally {
    for (const zone of zones) ICAL.TimezoneService.remove(zone.tzid);
  }
}

function expand(master: ICAL.Component, parts: readonly ICAL.Component[]): readonly ReadDate[] {
  const uid = master.getFirstPropertyValue('uid');
  const exceptions = parts.filter(
    (part) => part !== master && part.getFirstPropertyValue('uid') === uid,
  );
  const event = new ICAL.Event(master, { exceptions: [...exceptions], strictExceptions: false });
  if (!event.isRecurring()) return [toDate(event, event.startDate, event.endDate)];
  const iterator = event.iterator();
  const dates: ReadDate[] = [];
  for (let next = iterator.next(); next && dates.length < mostDates; next = iterator.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    dates.push(toDate(item, startDate, endDate));
  }
  return dates;
}

function toDate(event: ICAL.Event, start: ICAL.Time, end: ICAL.Time): ReadDate {
  const text = (name: string) => event.component.getFirstPropertyValue(name)?.toString() ?? null;
  return {
    uid: event.uid,
    start: start.toJSDate().toISOString(),
    end: end.toJSDate().toISOString(),
    summary: event.summary,
    location: text('location'),
    status: text('status'),
  };
}

function byStart(a: ReadDate, b: ReadDate): number {
  return a.start < b.start ? -1 : 1;
}
