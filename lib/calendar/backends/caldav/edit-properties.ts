import ICAL from 'ical.js';
import type { Entry } from '@/lib/calendar/backends/caldav/open-object';
import type { EventOutline } from '@/lib/calendar/backends/shared/icalendar/event-outline';
import { parameterOf } from '@/lib/calendar/backends/shared/icalendar/property-values';
import {
  stampProperty,
  timeProperty,
} from '@/lib/calendar/backends/shared/icalendar/property-writers';
import {
  startOfWallDay,
  toJcalWall,
  type WallMs,
} from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import {
  instantsOf,
  wallAt,
  type ZoneRules,
} from '@/lib/calendar/backends/shared/icalendar/zone-rules';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { type ZoneId, zoneId } from '@/lib/core/time/zone';

/** In place of all that have its name. */
export function replaceProperty(component: ICAL.Component, property: ICAL.Property): void {
  component.removeAllProperties(property.name);
  component.addProperty(property);
}

export function setTimes(component: ICAL.Component, { start, end }: Interval, zone: ZoneId): void {
  const form = component.hasProperty('rrule') ? 'series' : 'single';
  component.removeAllProperties('duration');
  replaceProperty(component, timeProperty('dtstart', start, zone, form));
  replaceProperty(component, timeProperty('dtend', end, zone, form));
}

/** The zone that an event is written in, where it has one by name; else UTC. */
export function zoneOf({ start: { rules } }: EventOutline): ZoneId {
  return rules.kind === 'iana' ? rules.zone : zoneId('UTC');
}

/**
 * RFC 5545 wants EXDATE and RECURRENCE-ID in the form of DTSTART, its zone among it.
 * @param first where the series starts; on days that skip its time, the skipped time is written
 */
export function likeStart(
  name: 'exdate' | 'recurrence-id',
  dates: readonly Instant[],
  { component, outline: { start } }: Entry,
  first: Instant,
  floating: ZoneRules,
): ICAL.Property {
  const property = component.getFirstProperty('dtstart');
  const tzid = property && parameterOf(property, 'tzid');
  const firstWall = wallAt(first, start.rules, floating);
  const walls = dates.map((at) => toJcalWall(wallOfDate(at, firstWall, start.rules, floating)));
  if (start.dateOnly) {
    return new ICAL.Property([name, {}, 'date', ...walls.map((wall) => wall.slice(0, 10))]);
  }
  const utc = start.rules.kind === 'utc';
  const values = walls.map((wall) => (utc ? `${wall}Z` : wall));
  return new ICAL.Property([name, tzid === null || utc ? {} : { tzid }, 'date-time', ...values]);
}

function wallOfDate(at: Instant, first: WallMs, rules: ZoneRules, floating: ZoneRules): WallMs {
  const shown = wallAt(at, rules, floating);
  const meant = startOfWallDay(shown) + (first - startOfWallDay(first));
  return instantsOf(meant, rules, floating).earliest === at ? meant : shown;
}

/** Says when and how often it was changed. */
export function touch(component: ICAL.Component, now: Instant): void {
  const sequence = Number(component.getFirstPropertyValue('sequence') ?? 0);
  const next = Number.isSafeInteger(sequence) ? sequence + 1 : 1;
  replaceProperty(component, new ICAL.Property(['sequence', {}, 'integer', next]));
  replaceProperty(component, stampProperty('dtstamp', now));
  replaceProperty(component, stampProperty('last-modified', now));
}
