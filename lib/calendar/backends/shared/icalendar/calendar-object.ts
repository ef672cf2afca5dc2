import ICAL from 'ical.js';
import {
  type EventOutline,
  readEvent,
} from '@/lib/calendar/backends/shared/icalendar/event-outline';
import { createZoneLookup } from '@/lib/calendar/backends/shared/icalendar/zone-lookup';

/**
 * A stored calendar object, read. `faults` names each component that could not be read and whose
 * time is therefore unknown; the others stand.
 */
export interface CalendarObject {
  readonly events: readonly EventOutline[];
  readonly faults: readonly string[];
  /** Also of events that could not be read. */
  readonly uids: readonly string[];
  /** The length of the text that was read. */
  readonly characters: number;
}

/** Nothing that a calendar holds for one meeting is longer; what is, is not read. */
const maxCharacters = 4_000_000;
const decisiveNames = new Set(['dtstart', 'dtend', 'duration', 'rrule', 'rdate', 'recurrence-id']);

/**
 * Reads the text of one calendar object. Never throws: what cannot be read is a fault. A broken line
 * that does not decide about time is left out, as other programs do; one that does is a fault.
 */
export function readCalendarObject(text: string): CalendarObject {
  const calendars = parseCalendars(text);
  const known = { uids: uidsOf(text), characters: text.length };
  if (typeof calendars === 'string') return { events: [], faults: [calendars], ...known };
  const lookup = createZoneLookup(calendars);
  const events: EventOutline[] = [];
  const faults: string[] = [];
  for (const component of calendars.flatMap((each) => each.getAllSubcomponents('vevent'))) {
    const event = readEvent(component, lookup);
    if (typeof event === 'string') faults.push(event);
    else events.push(event);
  }
  return { events, faults, ...known };
}

/** The VCALENDAR components of a text, or in words why there are none. */
export function parseCalendars(text: string): readonly ICAL.Component[] | string {
  if (text.length > maxCharacters) return 'the object is too large';
  const strict = tryParse(text);
  if (strict) return strict;
  const lines = contentLines(text);
  const kept = lines.filter(isReadableLine);
  const lost = lines.filter((line) => !kept.includes(line));
  const decisive = lost.find((line) => decisiveNames.has(nameOf(line)));
  if (decisive !== undefined) return `the ${nameOf(decisive).toUpperCase()} line cannot be read`;
  return tryParse(`${kept.join('\r\n')}\r\n`) ?? 'the text is not iCalendar';
}

function tryParse(text: string): readonly ICAL.Component[] | null {
  try {
    const parsed: unknown = ICAL.parse(text);
    const several = Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed : [parsed];
    const calendars = several
      .filter((each) => Array.isArray(each) && each[0] === 'vcalendar')
      .map((each) => new ICAL.Component(each));
    return calendars.length > 0 ? calendars : null;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function contentLines(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '');
}

function uidsOf(text: string): readonly string[] {
  const lines = contentLines(text).filter((line) => /^UID[:;]/i.test(line));
  const uids = lines.map((line) => line.slice(line.indexOf(':') + 1));
  return [...new Set(uids.map((uid) => uid.replace(/\\([\\;,])/g, '$1')))];
}

function isReadableLine(line: string): boolean {
  if (/^(BEGIN|END):/i.test(line)) return true;
  try {
    // Values are only checked when they are asked for.
    return ICAL.Property.fromString(line).getValues().length > 0;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

function nameOf(line: string): string {
  return (/^[A-Za-z0-9-]+/.exec(line)?.[0] ?? '').toLowerCase();
}
