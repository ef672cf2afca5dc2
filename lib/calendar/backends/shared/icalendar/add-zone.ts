import type ICAL from 'ical.js';
import type { EventDraft } from '@/lib/calendar/backend';
import { isUtc, productId } from '@/lib/calendar/backends/shared/icalendar/property-writers';
import { parseRule } from '@/lib/calendar/backends/shared/icalendar/recurrence-rule';
import { createVtimezone } from '@/lib/calendar/backends/shared/icalendar/vtimezone-writer';
import { dayMs, type Instant, instant } from '@/lib/core/time/instant';
import type { ZoneId } from '@/lib/core/time/zone';

/** How far ahead a series' zone is written out where the series itself has no end. */
const zoneHorizonMs = 5 * 366 * dayMs;

/**
 * Adds the VTIMEZONE that times in `zone` refer to, when the object does not hold it yet; one of our
 * own is written anew, because it reaches only as far as the event once did.
 */
export function addZone(
  calendar: ICAL.Component,
  zone: ZoneId,
  { start, end, recurrence }: Pick<EventDraft, 'start' | 'end' | 'recurrence'>,
): void {
  const present = calendar
    .getAllSubcomponents('vtimezone')
    .find((each) => each.getFirstPropertyValue('tzid') === zone);
  const renews = recurrence && calendar.getFirstPropertyValue('prodid') === productId;
  if (isUtc(zone) || (present && !renews)) return;
  if (present) calendar.removeSubcomponent(present);
  const to = recurrence ? Math.max(end, lastDay(recurrence.rrule, start)) : end;
  calendar.addSubcomponent(createVtimezone(zone, start, instant(to + 31 * dayMs)));
}

function lastDay(rrule: string, start: Instant): number {
  const until = parseRule(rrule)?.until;
  const horizon = start + zoneHorizonMs;
  return until ? Math.min(until.wall, horizon) : horizon;
}
