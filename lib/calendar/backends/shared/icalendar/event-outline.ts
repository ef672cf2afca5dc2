import type ICAL from 'ical.js';
import {
  parameterOf,
  parseDuration,
  rawValues,
  textOf,
  toZonedWall,
  type WrittenDuration,
  type ZoneLookup,
} from '@/lib/calendar/backends/shared/icalendar/property-values';
import {
  parseRule,
  type RecurrenceRule,
} from '@/lib/calendar/backends/shared/icalendar/recurrence-rule';
import { wallOf } from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import type { ZonedWall } from '@/lib/calendar/backends/shared/icalendar/zone-rules';
import { dayMs } from '@/lib/core/time/instant';

/** How an event ends: at a time, after a while, or (a zero length) at once. */
export type EventEnd =
  | { readonly kind: 'time'; readonly at: ZonedWall }
  | { readonly kind: 'duration'; readonly duration: WrittenDuration };

/** One more date of a series; `end` where it has its own. */
export interface AddedDate {
  readonly start: ZonedWall;
  readonly end: EventEnd | null;
}

export interface AttendeeOutline {
  readonly email: string;
  readonly name: string | null;
  readonly optional: boolean;
  /** True for rooms and other things that are invited. */
  readonly resource: boolean;
  /** RFC 5545 section 3.2.12, upper case; NEEDS-ACTION when absent. */
  readonly participation: string;
}

/** What Foyer needs of one VEVENT, as plain data. */
export interface EventOutline {
  readonly uid: string;
  readonly start: ZonedWall;
  readonly end: EventEnd;
  /** RFC 5545 wants at most one; of several each adds its dates. */
  readonly rules: readonly RecurrenceRule[];
  readonly addedDates: readonly AddedDate[];
  readonly exceptions: readonly ZonedWall[];
  /** Set on an override: the original start of the date that it replaces. */
  readonly recurrenceId: ZonedWall | null;
  /** RANGE=THISANDFUTURE: it replaces that date and all later ones. */
  readonly andFuture: boolean;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly transparent: boolean;
  readonly title: string;
  readonly description: string;
  readonly private: boolean;
  readonly organizer: { readonly email: string; readonly name: string | null } | null;
  readonly attendees: readonly AttendeeOutline[];
}

/** What is wrong with a VEVENT, and what of its time can be told all the same. */
export interface EventFault {
  /** In words, without anything that the event says. */
  readonly reason: string;
  /** Time that it takes in any case; null where it may take any. */
  readonly known: EventOutline | null;
  /** Whether it may take more than `known`, from the first of its dates on. */
  readonly isOpen: boolean;
}

/**
 * Stands in a VEVENT for a line that could not be parsed and decides about time; its value is that
 * line's property name.
 */
export const unreadableLineName = 'x-foyer-unreadable';

const noLength: WrittenDuration = { days: 0, ms: 0 };
const oneDay: WrittenDuration = { days: 1, ms: 0 };
const latestYear = 9_999;
const anyTime = { known: null, isOpen: true } as const;
const noOverriding = { exceptions: [], recurrenceId: null, andFuture: false } as const;
const noRecurrenceReason = 'the recurrence of an event cannot be read';

/** Reads a VEVENT; what is wrong when a part of its time cannot be read. */
export function readEvent(
  component: ICAL.Component,
  lookup: ZoneLookup,
): EventOutline | EventFault {
  const lost = unreadableLines(component);
  const start = timeOf(component, 'dtstart', lookup);
  if (!start || start.wall > wallOf(latestYear, 1, 1)) {
    return { reason: lost.get('dtstart') ?? 'an event has no readable DTSTART', ...anyTime };
  }
  const addedDates = addedDatesOf(component, lookup);
  if (!addedDates || lost.has('rdate')) {
    return { reason: lost.get('rdate') ?? noRecurrenceReason, ...anyTime };
  }
  const end = endOf(component, start, lookup);
  const named = {
    ...describe(component),
    ...noOverriding,
    start,
    end: end ?? { kind: 'duration', duration: noLength },
    rules: [],
    addedDates,
  } as const;
  const noEnd = lost.get('dtend') ?? lost.get('duration');
  if (!end || noEnd !== undefined) {
    return { reason: noEnd ?? 'the end of an event cannot be read', known: named, isOpen: true };
  }
  const rules = rulesOf(component);
  if (!rules || lost.has('rrule')) {
    return { reason: lost.get('rrule') ?? noRecurrenceReason, known: named, isOpen: true };
  }
  return withOverriding(component, lookup, { ...named, rules });
}

/** An override whose date cannot be told takes its time, and takes none from the series. */
function withOverriding(
  component: ICAL.Component,
  lookup: ZoneLookup,
  event: EventOutline,
): EventOutline | EventFault {
  const property = component.getFirstProperty('recurrence-id');
  const recurrenceId = property ? timeOf(component, 'recurrence-id', lookup) : null;
  const andFuture =
    property !== null && parameterOf(property, 'range')?.toUpperCase() === 'THISANDFUTURE';
  const lost = unreadableLines(component).get('recurrence-id');
  if (lost !== undefined) return { reason: lost, known: event, isOpen: true };
  if (property && !recurrenceId) {
    return { reason: 'a RECURRENCE-ID cannot be read', known: event, isOpen: andFuture };
  }
  const exceptions = timesOf(component, 'exdate', lookup).filter((each) => each !== null);
  return { ...event, exceptions, recurrenceId, andFuture };
}

/** The lines that could not be parsed, by their property's name, with what to say of each. */
function unreadableLines(component: ICAL.Component): ReadonlyMap<string, string> {
  const names = component
    .getAllProperties(unreadableLineName)
    .map((property) => String(property.getFirstValue()).toLowerCase());
  return new Map(names.map((name) => [name, cannotBeRead(name)]));
}

export function cannotBeRead(name: string): string {
  return `the ${name.toUpperCase()} line cannot be read`;
}

function describe(component: ICAL.Component) {
  const status = textOf(component, 'status')?.toUpperCase();
  const visibility = textOf(component, 'class')?.toUpperCase() ?? 'PUBLIC';
  const known = status === 'CANCELLED' ? 'cancelled' : ('confirmed' as const);
  return {
    uid: textOf(component, 'uid') ?? '',
    status: status === 'TENTATIVE' ? ('tentative' as const) : known,
    transparent: textOf(component, 'transp')?.toUpperCase() === 'TRANSPARENT',
    title: textOf(component, 'summary') ?? '',
    description: textOf(component, 'description') ?? '',
    // RFC 5545 section 3.8.1.3: what is not understood is treated as private.
    private: visibility !== 'PUBLIC',
    organizer: organizerOf(component),
    attendees: component.getAllProperties('attendee').map(toAttendee),
  } as const;
}

function timeOf(component: ICAL.Component, name: string, lookup: ZoneLookup): ZonedWall | null {
  return timesOf(component, name, lookup)[0] ?? null;
}

function timesOf(
  component: ICAL.Component,
  name: string,
  lookup: ZoneLookup,
): readonly (ZonedWall | null)[] {
  return component
    .getAllProperties(name)
    .flatMap((property) =>
      rawValues(property).map((value) => toZonedWall(value, property, lookup)),
    );
}

function endOf(component: ICAL.Component, start: ZonedWall, lookup: ZoneLookup): EventEnd | null {
  if (component.hasProperty('dtend')) {
    const at = timeOf(component, 'dtend', lookup);
    if (!at) return null;
    // A DATE that ends on the day it starts is read as that day.
    const sameDay = at.dateOnly && start.dateOnly && at.wall === start.wall;
    return sameDay ? { kind: 'duration', duration: oneDay } : { kind: 'time', at };
  }
  const property = component.getFirstProperty('duration');
  if (!property) return { kind: 'duration', duration: start.dateOnly ? oneDay : noLength };
  const duration = parseDuration(rawValues(property)[0]);
  return duration ? { kind: 'duration', duration } : null;
}

/** Null when one of them cannot be read. */
function rulesOf(component: ICAL.Component): readonly RecurrenceRule[] | null {
  const rules = component
    .getAllProperties('rrule')
    .map((property) => parseRule(String(property.getFirstValue())));
  const readable = rules.filter((rule) => rule !== null);
  return readable.length === rules.length ? readable : null;
}

/** Null when one of them cannot be read. */
function addedDatesOf(component: ICAL.Component, lookup: ZoneLookup): readonly AddedDate[] | null {
  const dates = component
    .getAllProperties('rdate')
    .flatMap((property) => rawValues(property).map((value) => addedDate(value, property, lookup)));
  const readable = dates.filter((date) => date !== null);
  return readable.length === dates.length ? readable : null;
}

function addedDate(value: unknown, property: ICAL.Property, lookup: ZoneLookup): AddedDate | null {
  const [from, to] = periodOf(value);
  const start = toZonedWall(from, property, lookup);
  if (!start || to === undefined) return start && { start, end: null };
  const duration = parseDuration(to);
  if (duration) return { start, end: { kind: 'duration', duration } };
  const at = toZonedWall(to, property, lookup);
  return at && { start, end: { kind: 'time', at } };
}

function periodOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split('/') : [value];
}

function organizerOf(component: ICAL.Component): EventOutline['organizer'] {
  const property = component.getFirstProperty('organizer');
  const email = property ? emailOf(property) : null;
  return property && email !== null ? { email, name: parameterOf(property, 'cn') } : null;
}

function toAttendee(property: ICAL.Property): AttendeeOutline {
  const kind = parameterOf(property, 'cutype')?.toUpperCase();
  return {
    email: emailOf(property) ?? '',
    name: parameterOf(property, 'cn'),
    optional: parameterOf(property, 'role')?.toUpperCase() === 'OPT-PARTICIPANT',
    resource: kind === 'ROOM' || kind === 'RESOURCE',
    participation: parameterOf(property, 'partstat')?.toUpperCase() ?? 'NEEDS-ACTION',
  };
}

/** The address of an ORGANIZER or ATTENDEE; its EMAIL parameter (RFC 7986) where the value is none. */
function emailOf(property: ICAL.Property): string | null {
  const value = rawValues(property)[0];
  const address = typeof value === 'string' ? value.trim() : '';
  if (/^mailto:/i.test(address)) return address.slice('mailto:'.length);
  return parameterOf(property, 'email');
}

/** How many milliseconds of wall time a duration is at most; days counted as 24 hours. */
export function nominalMs({ days, ms }: WrittenDuration): number {
  return days * dayMs + ms;
}
