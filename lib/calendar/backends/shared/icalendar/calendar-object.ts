import ICAL from 'ical.js';
import {
  cannotBeRead,
  type EventFault,
  type EventOutline,
  readEvent,
  unreadableLineName,
} from '@/lib/calendar/backends/shared/icalendar/event-outline';
import { createZoneLookup } from '@/lib/calendar/backends/shared/icalendar/zone-lookup';

/**
 * A stored calendar object, read. `faults` names each component of which a part could not be read, with
 * the time that it takes as far as that is known; the others stand.
 */
export interface CalendarObject {
  readonly events: readonly EventOutline[];
  readonly faults: readonly EventFault[];
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
  const parsed = parse(text);
  const named = { uids: uidsOf(text), characters: text.length };
  if (typeof parsed === 'string') {
    return { events: [], faults: [{ reason: parsed, known: null, isOpen: true }], ...named };
  }
  const lookup = createZoneLookup(parsed.calendars);
  const events: EventOutline[] = [];
  const faults: EventFault[] = [];
  for (const component of parsed.calendars.flatMap((each) => each.getAllSubcomponents('vevent'))) {
    const event = readEvent(component, lookup);
    if ('reason' in event) faults.push(event);
    else events.push(event);
  }
  return { events, faults, ...named };
}

/** The VCALENDAR components of a text as it stands, or in words why there are none. */
export function parseCalendars(text: string): readonly ICAL.Component[] | string {
  const parsed = parse(text);
  if (typeof parsed === 'string') return parsed;
  const [lost] = parsed.unreadable;
  return lost === undefined ? parsed.calendars : cannotBeRead(lost);
}

interface Parsed {
  readonly calendars: readonly ICAL.Component[];
  /** Names of lines of events that could not be parsed; each is marked where it stood. */
  readonly unreadable: readonly string[];
}

function parse(text: string): Parsed | string {
  if (text.length > maxCharacters) return 'the object is too large';
  const strict = tryParse(text);
  if (strict) return { calendars: strict, unreadable: [] };
  const lines = markUnreadable(contentLines(text));
  if (typeof lines === 'string') return lines;
  const calendars = tryParse(`${lines.kept.join('\r\n')}\r\n`);
  return calendars ? { calendars, unreadable: lines.unreadable } : 'the text is not iCalendar';
}

interface MarkedLines {
  readonly kept: readonly string[];
  readonly unreadable: readonly string[];
}

/** Leaves out lines that cannot be parsed; in words why that cannot be done: a zone would be another. */
function markUnreadable(lines: readonly string[]): MarkedLines | string {
  const kept: string[] = [];
  const unreadable: string[] = [];
  const open: string[] = [];
  for (const line of lines) {
    if (/^BEGIN:/i.test(line)) open.push(line.slice('BEGIN:'.length).trim().toUpperCase());
    if (/^END:/i.test(line)) open.pop();
    const name = nameOf(line);
    if (isReadableLine(line)) kept.push(line);
    else if (decisiveNames.has(name) && open.includes('VTIMEZONE')) return cannotBeRead(name);
    else if (decisiveNames.has(name) && open.at(-1) === 'VEVENT') {
      kept.push(`${unreadableLineName.toUpperCase()}:${name}`);
      unreadable.push(name);
    }
  }
  return { kept, unreadable };
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
