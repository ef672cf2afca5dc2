import type ICAL from 'ical.js';
import { parseWall } from '@/lib/calendar/backends/shared/icalendar/wall-clock';
import type { ZonedWall, ZoneRules } from '@/lib/calendar/backends/shared/icalendar/zone-rules';

/** Finds the rules of a TZID within one iCalendar object. */
export type ZoneLookup = (tzid: string) => ZoneRules;

/** A length of time: days as the calendar counts them, the rest exactly (RFC 5545 section 3.3.6). */
export interface WrittenDuration {
  readonly days: number;
  readonly ms: number;
}

const durationText =
  /^([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/;

/** The values of a property as jCal (RFC 7265) writes them. */
export function rawValues(property: ICAL.Property): readonly unknown[] {
  return property.toJSON().slice(3);
}

export function parameterOf(property: ICAL.Property, name: string): string | null {
  const value: unknown = property.getParameter(name);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : null;
}

/** The first text value of a component's property; null when absent or not a text. */
export function textOf(component: ICAL.Component, name: string): string | null {
  const property = component.getFirstProperty(name);
  const value: unknown = property ? rawValues(property)[0] : null;
  return typeof value === 'string' ? value : null;
}

/** Reads one DATE or DATE-TIME value of a property; null when it is neither. */
export function toZonedWall(
  value: unknown,
  property: ICAL.Property,
  lookup: ZoneLookup,
): ZonedWall | null {
  const parsed = typeof value === 'string' ? parseWall(value) : null;
  if (!parsed) return null;
  const { wall, dateOnly, utc } = parsed;
  const tzid = parameterOf(property, 'tzid');
  if (utc) return { wall, dateOnly, rules: { kind: 'utc' } };
  if (dateOnly || tzid === null) return { wall, dateOnly, rules: { kind: 'floating' } };
  return { wall, dateOnly, rules: lookup(tzid) };
}

/** Reads a DURATION; null when it is not one or runs backwards. */
export function parseDuration(text: unknown): WrittenDuration | null {
  const match = typeof text === 'string' ? durationText.exec(text.trim()) : null;
  if (!match || match[1] === '-' || match.slice(2).every((part) => part === undefined)) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(2)
    .map((part) => Number(part ?? 0));
  return { days: weeks * 7 + days, ms: ((hours * 60 + minutes) * 60 + seconds) * 1_000 };
}
