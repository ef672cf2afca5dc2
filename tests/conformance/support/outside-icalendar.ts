import ICAL from 'ical.js';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { toInstant, toWallTime } from '@/lib/core/time/wall-time';
import { type ZoneId, zoneId } from '@/lib/core/time/zone';
import type { OutsideEvent, PeekedEvent, PeekedSeries } from '@/tests/conformance/harness';

/** Paris as every calendar program has it since 1996; the only zone that series here are in. */
const parisZone = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Paris',
  'BEGIN:DAYLIGHT',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** The object that another calendar program would store. Written by hand, line by line. */
export function toOutsideIcalendar(event: OutsideEvent, roomEmail: string): string {
  const { series } = event;
  const master = eventLines(event, roomEmail, event, series?.timeZone, [
    ...(series ? [`RRULE:${series.rrule}`] : []),
    ...(series?.exceptions ?? []).map((date) => `EXDATE${time(date, series?.timeZone)}`),
  ]);
  const moved = (series?.moved ?? []).flatMap((date) =>
    eventLines(event, roomEmail, date, series?.timeZone, [
      `RECURRENCE-ID${time(date.recurrenceId, series?.timeZone)}`,
    ]),
  );
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Elsewhere//EN'];
  return [...lines, ...(series ? parisZone : []), ...master, ...moved, 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}

function eventLines(
  event: OutsideEvent,
  roomEmail: string,
  when: Interval,
  zone: ZoneId | undefined,
  more: readonly string[],
): readonly string[] {
  const title = (event.title ?? 'Outside').replace(/[\\;,]/g, '\\$&');
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    'DTSTAMP:20261101T000000Z',
    `DTSTART${time(when.start, zone)}`,
    `DTEND${time(when.end, zone)}`,
    `SUMMARY:${title}`,
    ...more,
    ...(event.visibility === 'private' ? ['CLASS:PRIVATE'] : []),
    ...(event.kind === 'tentative' ? ['STATUS:TENTATIVE'] : []),
    ...(event.kind === 'cancelled' ? ['STATUS:CANCELLED'] : []),
    ...(event.kind === 'free' ? ['TRANSP:TRANSPARENT'] : []),
    ...(event.roomAnswer
      ? [
          'ORGANIZER:mailto:outside@example.org',
          `ATTENDEE;CUTYPE=ROOM;PARTSTAT=${event.roomAnswer.toUpperCase()}:mailto:${roomEmail}`,
        ]
      : []),
    'END:VEVENT',
  ];
}

function time(at: Instant, zone: ZoneId | undefined): string {
  if (!zone) return `:${new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const { year, month, day, hour, minute, second } = toWallTime(at, zone);
  const [date, clock] = [
    [year, month, day],
    [hour, minute, second],
  ].map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(''));
  return `;TZID=${zone}:${date}T${clock}`;
}

/** The events of one stored object, each component of it as one. */
export function fromStoredIcalendar(text: string): readonly PeekedEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      title: event.summary,
      description: event.description,
      visibility: component.getFirstPropertyValue('class') === 'PRIVATE' ? 'private' : 'default',
      start: readTime(component, 'dtstart'),
      end: readTime(component, 'dtend'),
    };
  });
}

/** The series of one stored object: what its RRULE, EXDATE and RECURRENCE-ID say. */
export function fromStoredSeries(text: string): PeekedSeries {
  const components = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  const isMoved = (component: ICAL.Component) => component.hasProperty('recurrence-id');
  const master = components.find((component) => !isMoved(component));
  // Some servers tell a date that is gone by an override that says so.
  const isCancelled = (component: ICAL.Component) =>
    component.getFirstPropertyValue('status') === 'CANCELLED';
  const overrides = components.filter(isMoved);
  const gone = overrides.filter(isCancelled);
  const moved = overrides
    .filter((each) => !gone.includes(each))
    .map((component) => ({
      recurrenceId: readTime(component, 'recurrence-id'),
      start: readTime(component, 'dtstart'),
      end: readTime(component, 'dtend'),
    }));
  return {
    keeps: 'rule',
    rrule: String(master?.getFirstPropertyValue('rrule')),
    exceptions: [
      ...(master?.getAllProperties('exdate') ?? []).flatMap(readTimes),
      ...gone.map((component) => readTime(component, 'recurrence-id')),
    ].sort(),
    moved: moved.sort((a, b) => a.recurrenceId - b.recurrenceId),
  };
}

function readTime(component: ICAL.Component, name: 'dtstart' | 'dtend' | 'recurrence-id'): Instant {
  const property = component.getFirstProperty(name);
  const [at] = property ? readTimes(property) : [];
  if (at === undefined) throw new Error(`no ${name}`);
  return at;
}

/**
 * RFC 5545 section 3.3.5: of a local time that occurs twice the first is meant. ical.js takes the
 * second, so it is asked for the wall time only.
 */
function readTimes(property: ICAL.Property): readonly Instant[] {
  return property.getValues().map((value: unknown) => {
    if (!(value instanceof ICAL.Time)) throw new Error(`${property.name} is no time`);
    const { year, month, day, hour, minute, second } = value;
    const utc = value.zone === ICAL.Timezone.utcTimezone && 'UTC';
    const zone = property.getParameter('tzid') ?? utc;
    if (typeof zone !== 'string') throw new Error(`${property.name} floats`);
    return toInstant({ year, month, day, hour, minute, second }, zoneId(zone));
  });
}
