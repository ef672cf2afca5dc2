import ICAL from 'ical.js';
import type { Participant } from '@/lib/calendar/backend';
import {
  fromWallFields,
  toJcalWall,
  type WallMs,
} from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import { addMs, dayMs, type Instant } from '@/lib/core/time/instant';
import { toInstant, toWallTime } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

export const productId = '-//Foyer//Room booking//EN';

/**
 * A time as DTSTART and its like hold it: in UTC, or on the zone's wall clock. A single event's time
 * in either of two hours that the clock shows alike is said in UTC, because programs differ in which
 * they take it for (RFC 5545 section 3.3.5: the first). A series has to keep its clock.
 */
export function timeProperty(
  name: string,
  at: Instant,
  zone: ZoneId,
  form: 'single' | 'series',
): ICAL.Property {
  const wall = toWallTime(at, zone);
  const doubled = form === 'single' && isDoubled(at, zone);
  if (isUtc(zone) || doubled || toInstant(wall, zone) !== at) {
    return new ICAL.Property([name, {}, 'date-time', `${toJcalWall(at)}Z`]);
  }
  return new ICAL.Property([name, { tzid: zone }, 'date-time', toJcalWall(fromWallFields(wall))]);
}

/** True when the zone's clocks show the same once more, an hour or so before or after. */
function isDoubled(at: Instant, zone: ZoneId): boolean {
  const shown = (when: Instant) => fromWallFields(toWallTime(when, zone));
  return [-dayMs, dayMs].some((distanceMs) => {
    const there = addMs(at, distanceMs);
    const turnedMs = shown(at) - at - (shown(there) - there);
    return turnedMs !== 0 && shown(addMs(at, turnedMs)) === shown(at);
  });
}

/** EXDATE or RECURRENCE-ID of a series that starts at `first`: RFC 5545 wants both in DTSTART's form. */
export function datesProperty(
  name: 'exdate' | 'recurrence-id',
  dates: readonly Instant[],
  first: Instant,
  zone: ZoneId,
): ICAL.Property {
  const walls = dates.map((at) => toJcalWall(wallOfDate(at, first, zone)));
  const values = isUtc(zone) ? walls.map((wall) => `${wall}Z`) : walls;
  return new ICAL.Property([name, isUtc(zone) ? {} : { tzid: zone }, 'date-time', ...values]);
}

/** What the series' clock says for that date, also on a day that skips that time. */
function wallOfDate(at: Instant, first: Instant, zone: ZoneId): WallMs {
  const { year, month, day, ...shown } = toWallTime(at, zone);
  const meant = { ...toWallTime(first, zone), year, month, day };
  return fromWallFields(toInstant(meant, zone) === at ? meant : { ...shown, year, month, day });
}

export function ruleProperty(rrule: string): ICAL.Property {
  return new ICAL.Property(['rrule', {}, 'recur', ICAL.Recur.fromString(rrule).toJSON()]);
}

export function textProperty(name: string, text: string): ICAL.Property {
  return new ICAL.Property([name, {}, 'text', cleanText(text)]);
}

/** A person who is asked to come, and to say so. */
export function invitedPerson({ email, name, optional }: Participant): ICAL.Property {
  return personProperty('attendee', email, {
    ...commonName(name),
    role: optional ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT',
    partstat: 'NEEDS-ACTION',
    rsvp: 'TRUE',
  });
}

export function organizerProperty(
  { email, name }: Participant,
  parameters: Record<string, string> = {},
): ICAL.Property {
  return personProperty('organizer', email, { ...commonName(name), ...parameters });
}

/** DTSTAMP and its like. */
export function stampProperty(name: string, now: Instant): ICAL.Property {
  return new ICAL.Property([name, {}, 'date-time', `${toJcalWall(now)}Z`]);
}

/**
 * Text without what would break the server's XML for every reader of the calendar: control
 * characters and halves of characters. Line ends become plain.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (each) => (each === '\n' || each === '\t' ? each : ''));
}

/** ORGANIZER or ATTENDEE. */
export function personProperty(
  name: string,
  email: string,
  parameters: Record<string, string>,
): ICAL.Property {
  return new ICAL.Property([name, parameters, 'cal-address', `mailto:${email}`]);
}

/** RFC 5545 section 3.2: a parameter holds neither quotes nor control characters. */
export function commonName(name: string | undefined): Record<string, string> {
  const clean = cleanText(name ?? '')
    .replace(/["\s]+/g, ' ')
    .trim();
  return clean === '' ? {} : { cn: clean };
}

export function isUtc(zone: ZoneId): boolean {
  return zone === 'UTC' || zone === 'Etc/UTC';
}
