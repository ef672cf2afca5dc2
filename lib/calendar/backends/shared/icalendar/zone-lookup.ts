import type ICAL from 'ical.js';
import { readCustomZone } from '@/lib/calendar/backends/shared/icalendar/custom-zone';
import { textOf, type ZoneLookup } from '@/lib/calendar/backends/shared/icalendar/property-values';
import type { ZoneRules } from '@/lib/calendar/backends/shared/icalendar/zone-rules';
import { fromWindowsZone } from '@/lib/calendar/backends/shared/windows-zones';
import { parseZone } from '@/lib/core/time/zone';

/**
 * How to read the TZIDs of one iCalendar object. A name that IANA knows is IANA's, because the
 * definitions that programs copy along are often cut short or out of date; else the object's own
 * VTIMEZONE counts (RFC 5545 section 3.6.5), then a Windows name.
 */
export function createZoneLookup(calendars: readonly ICAL.Component[]): ZoneLookup {
  const definitions = calendars.flatMap((calendar) => calendar.getAllSubcomponents('vtimezone'));
  const found = new Map<string, ZoneRules>();
  return (tzid) => {
    const cached = found.get(tzid);
    if (cached) return cached;
    const rules = resolve(tzid, definitions);
    found.set(tzid, rules);
    return rules;
  };
}

function resolve(tzid: string, definitions: readonly ICAL.Component[]): ZoneRules {
  const definition = definitions.find((each) => textOf(each, 'tzid') === tzid);
  return (
    byName(tzid) ??
    (definition ? byDefinition(tzid, definition) : null) ??
    byWindowsName(tzid) ?? { kind: 'unknown', tzid }
  );
}

/** Also names that a program put its own path before, such as `/mozilla.org/20070129/Europe/Paris`. */
function byName(tzid: string): ZoneRules | null {
  const parts = tzid.replace(/^\/+/, '').split('/');
  const candidates = tzid.startsWith('/')
    ? parts.map((_part, at) => parts.slice(at).join('/'))
    : [tzid];
  for (const candidate of candidates) {
    if (candidate === 'UTC' || candidate === 'Etc/UTC' || candidate === 'GMT') {
      return { kind: 'utc' };
    }
    const zone = isPlainName(candidate) ? parseZone(candidate) : null;
    if (zone) return { kind: 'iana', zone };
  }
  return null;
}

/** `EST` and its like are IANA's too, but programs define what they like under them. */
function isPlainName(name: string): boolean {
  return name.includes('/');
}

function byDefinition(tzid: string, definition: ICAL.Component): ZoneRules | null {
  const offsetAt = readCustomZone(definition);
  if (offsetAt) return { kind: 'custom', tzid, offsetAt };
  const location = textOf(definition, 'x-lic-location');
  return location === null ? null : byName(location);
}

function byWindowsName(tzid: string): ZoneRules | null {
  const zone = fromWindowsZone(tzid) ?? parseZone(tzid);
  return zone ? { kind: 'iana', zone } : null;
}
