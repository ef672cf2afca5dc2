import type { CalendarBackend } from '@/lib/calendar/backend';
import { createAdministration } from '@/lib/calendar/backends/caldav/administration';
import {
  caldavCapabilities as capabilities,
  inviteCapabilities,
} from '@/lib/calendar/backends/caldav/capabilities';
import { createChangeFeed } from '@/lib/calendar/backends/caldav/changes';
import { createDavClient } from '@/lib/calendar/backends/caldav/client';
import { createCollectionReader } from '@/lib/calendar/backends/caldav/collection-reader';
import { createFloatingZones } from '@/lib/calendar/backends/caldav/floating-zone';
import { createMeetings } from '@/lib/calendar/backends/caldav/meetings';
import type { CaldavOptions } from '@/lib/calendar/backends/caldav/options';
import { createOrganizers } from '@/lib/calendar/backends/caldav/organizers';
import { createEventReading } from '@/lib/calendar/backends/caldav/read-events';
import {
  createMeetingReading,
  createNamedFeed,
} from '@/lib/calendar/backends/caldav/read-meetings';
import { createEventWriting } from '@/lib/calendar/backends/caldav/write-events';
import {
  createMeetingWriting,
  type MeetingWritingParts,
} from '@/lib/calendar/backends/caldav/write-meetings';
import { unsupported } from '@/lib/calendar/backends/shared/unsupported';
import type { Clock } from '@/lib/core/time/clock';

/**
 * Rooms on a CalDAV server (RFC 4791). It asks no server what it is and trusts no filter: what counts
 * is read and worked out here. In `direct` mode a service account writes into the rooms' calendars;
 * in `invite` mode into the organiser's, and the server invites the rooms (RFC 6638).
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
  const direct = createEventWriting({ ...parts, reading, clock });
  return {
    kind: 'caldav',
    capabilities: { ...capabilities, needsAttendant: answersForRooms(options) },
    ...reading,
    doPeopleFreeBusy: async () => unsupported('whom a calendar server knows it does not tell'),
    ...direct,
    ...createChangeFeed(client, serverUrl),
    admin: createAdministration(client, serverUrl, clock),
    async close() {
      // Connections that are not used close by themselves within seconds.
    },
    ...(options.writeMode === 'invite'
      ? inviting(options, { ...parts, reading, direct, clock })
      : {}),
  };
}

function inviting(
  options: CaldavOptions,
  parts: Omit<MeetingWritingParts, 'meetings' | 'organizers'>,
) {
  const organizers = createOrganizers(options);
  const whole = { ...parts, organizers, meetings: createMeetings(parts, organizers) };
  const admin = createAdministration(parts.client, parts.serverUrl, parts.clock);
  return {
    admin: { ...admin, doCreateCalendar: noAccounts, doProvisionRoom: noAccounts },
    capabilities: { ...inviteCapabilities, needsAttendant: answersForRooms(options) },
    ...createMeetingReading(whole),
    ...createNamedFeed(createChangeFeed(parts.client, parts.serverUrl)),
    ...createMeetingWriting(whole),
  };
}

async function noAccounts(): Promise<never> {
  return unsupported(
    'a room that is invited is an account of the calendar server: make it there, let the service account write into its calendar, and enter its address',
  );
}

function answersForRooms({ roomAnswers }: CaldavOptions): boolean {
  return roomAnswers === 'foyer';
}
