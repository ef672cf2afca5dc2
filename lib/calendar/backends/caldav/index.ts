import type { CalendarBackend } from '@/lib/calendar/backend';
import { createAdministration } from '@/lib/calendar/backends/caldav/administration';
import { caldavCapabilities as capabilities } from '@/lib/calendar/backends/caldav/capabilities';
import { createChangeFeed } from '@/lib/calendar/backends/caldav/changes';
import { createDavClient } from '@/lib/calendar/backends/caldav/client';
import { createCollectionReader } from '@/lib/calendar/backends/caldav/collection-reader';
import { createFloatingZones } from '@/lib/calendar/backends/caldav/floating-zone';
import type { CaldavOptions } from '@/lib/calendar/backends/caldav/options';
import { createEventReading } from '@/lib/calendar/backends/caldav/read-events';
import { createEventWriting } from '@/lib/calendar/backends/caldav/write-events';
import type { Clock } from '@/lib/core/time/clock';

/**
 * Rooms on a CalDAV server (RFC 4791), written into by a service account. It asks no server what it
 * is and trusts no filter: what counts is read and worked out here.
 */
export function createCaldavBackend({
  options,
  clock,
}: {
  readonly options: CaldavOptions;
  readonly clock: Clock;
}): CalendarBackend {
  const { serverUrl } = options;
  const client = createDavClient(options, clock);
  const reader = createCollectionReader(client);
  const zones = createFloatingZones(client, options, clock);
  const parts = { serverUrl, client, reader, zones };
  const reading = createEventReading(parts);
  return {
    kind: 'caldav',
    capabilities,
    ...reading,
    ...createEventWriting({ ...parts, reading, clock }),
    ...createChangeFeed(client, serverUrl),
    admin: createAdministration(client, serverUrl, clock),
    async close() {
      // Every request has its own connection, so nothing stays open.
    },
  };
}
