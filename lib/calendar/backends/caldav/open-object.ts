import type ICAL from 'ical.js';
import { parseCalendars } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import {
  type EventOutline,
  readEvent,
} from '@/lib/calendar/backends/shared/icalendar/event-outline';
import { createZoneLookup } from '@/lib/calendar/backends/shared/icalendar/zone-lookup';
import { instantsOf, type ZoneRules } from '@/lib/calendar/backends/shared/icalendar/zone-rules';
import { BackendError } from '@/lib/calendar/errors';
import type { Instant } from '@/lib/core/time/instant';

/** A stored object opened for editing. What Foyer does not know of stays as it is. */
export interface OpenObject {
  readonly calendar: ICAL.Component;
  readonly entries: readonly Entry[];
  readonly floating: ZoneRules;
}

export interface Entry {
  readonly component: ICAL.Component;
  readonly outline: EventOutline;
}

/** @throws BackendError `bad-response` when the stored object cannot be read as a whole. */
export function openObject(text: string, uid: string, floating: ZoneRules): OpenObject {
  const calendars = parseCalendars(text);
  const [calendar] = typeof calendars === 'string' ? [] : calendars;
  if (!calendar) throw new BackendError('bad-response', 'the stored event is not iCalendar');
  const entries = calendar
    .getAllSubcomponents('vevent')
    .map((component) => toEntry(component, calendar))
    .filter(({ outline }) => outline.uid === uid);
  if (entries.length === 0) throw eventGone();
  return { calendar, entries, floating };
}

/** @throws BackendError `bad-response` when it cannot be read. */
export function toEntry(component: ICAL.Component, calendar: ICAL.Component): Entry {
  const outline = readEvent(component, createZoneLookup([calendar]));
  if ('reason' in outline) throw new BackendError('bad-response', outline.reason);
  return { component, outline };
}

/** True when the event repeats, so that one date of it can be told from the whole. */
export function isSeries({ entries }: OpenObject): boolean {
  return entries.some(
    ({ outline }) =>
      outline.rules.length > 0 || outline.addedDates.length > 0 || outline.recurrenceId !== null,
  );
}

export function masterOf({ entries }: OpenObject): Entry | null {
  return entries.find(({ outline }) => outline.recurrenceId === null) ?? null;
}

export function overrideOf(object: OpenObject, recurrenceId: Instant): Entry | null {
  return object.entries.find((entry) => originalStart(entry, object) === recurrenceId) ?? null;
}

/** Of an override, the start that the rule gives its date; null of a master. */
export function originalStart(
  { outline: { recurrenceId } }: Entry,
  { floating }: OpenObject,
): Instant | null {
  if (recurrenceId === null) return null;
  return instantsOf(recurrenceId.wall, recurrenceId.rules, floating).earliest;
}

export function outlinesOf({ entries }: OpenObject): readonly EventOutline[] {
  return entries.map(({ outline }) => outline);
}

export function eventGone(): BackendError {
  return new BackendError('event-not-found', 'the object does not hold this event or date');
}
