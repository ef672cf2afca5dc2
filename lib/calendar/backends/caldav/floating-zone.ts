import type { CallContext } from '@/lib/calendar/backend';
import type { DavClient } from '@/lib/calendar/backends/caldav/client';
import type { StoredObject } from '@/lib/calendar/backends/caldav/collection-reader';
import { caldavNamespace } from '@/lib/calendar/backends/caldav/multistatus';
import type { CaldavOptions } from '@/lib/calendar/backends/caldav/options';
import { parseCalendars } from '@/lib/calendar/backends/shared/icalendar/calendar-object';
import { textOf } from '@/lib/calendar/backends/shared/icalendar/property-values';
import { createZoneLookup } from '@/lib/calendar/backends/shared/icalendar/zone-lookup';
import type { ZoneRules } from '@/lib/calendar/backends/shared/icalendar/zone-rules';
import type { Clock } from '@/lib/core/time/clock';
import { type Instant, minuteMs } from '@/lib/core/time/instant';

/** Finds the zone in which a calendar's floating and all-day times are meant. */
export interface FloatingZones {
  /** Asks the server only when one of the objects has such a time. */
  of(calendar: URL, objects: readonly StoredObject[], ctx: CallContext): Promise<ZoneRules>;
}

const rememberedMs = 10 * minuteMs;

/** The calendar's own `calendar-timezone` (RFC 4791 section 5.2.2), the connection's zone, UTC. */
export function createFloatingZones(
  client: DavClient,
  options: CaldavOptions,
  clock: Clock,
): FloatingZones {
  const fallback: ZoneRules = options.timeZone
    ? { kind: 'iana', zone: options.timeZone }
    : { kind: 'utc' };
  const remembered = new Map<string, { readonly rules: ZoneRules; readonly at: Instant }>();
  return {
    async of(calendar, objects, ctx) {
      if (!objects.some(hasFloatingTime)) return fallback;
      const known = remembered.get(calendar.pathname);
      if (known && clock.now() - known.at < rememberedMs) return known.rules;
      const rules = (await askServer(client, calendar, ctx)) ?? fallback;
      remembered.set(calendar.pathname, { rules, at: clock.now() });
      return rules;
    },
  };
}

async function askServer(
  client: DavClient,
  calendar: URL,
  ctx: CallContext,
): Promise<ZoneRules | null> {
  const wanted = { 'c:calendar-timezone': {} };
  const { resources } = await client.propfind(calendar, '0', wanted, ctx);
  const text = resources[0]?.property(caldavNamespace, 'calendar-timezone')?.text ?? '';
  const calendars = text.trim() === '' ? 'none' : parseCalendars(text);
  if (typeof calendars === 'string') return null;
  const definition = calendars[0]?.getFirstSubcomponent('vtimezone');
  const tzid = definition ? textOf(definition, 'tzid') : null;
  if (tzid === null) return null;
  const rules = createZoneLookup(calendars)(tzid);
  return rules.kind === 'unknown' ? null : rules;
}

function hasFloatingTime({ object }: StoredObject): boolean {
  const partly = object.faults.flatMap(({ known }) => known ?? []);
  return [...object.events, ...partly].some((event) =>
    [event.start, ...event.addedDates.map(({ start }) => start)].some(
      ({ rules }) => rules.kind === 'floating',
    ),
  );
}
