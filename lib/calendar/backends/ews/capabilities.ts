import type { EwsOptions } from '@/lib/calendar/backends/ews/options';
import type { Capabilities } from '@/lib/calendar/capabilities';

/** How many mailboxes one GetUserAvailability may name. */
export const mailboxesPerAvailability = 100;

export function ewsCapabilities(options: EwsOptions): Capabilities {
  const invites = options.writeMode === 'invite';
  return {
    writeMode: options.writeMode,
    freeBusy: {
      roomsPerCall: mailboxesPerAvailability,
      windowDays: options.availabilityDays,
      granularityMinutes: 0,
    },
    peopleFreeBusy: {
      peoplePerCall: mailboxesPerAvailability,
      windowDays: options.availabilityDays,
    },
    concurrency: options.concurrency,
    // What is written straight into a room's calendar passes its attendant by.
    referee: invites ? 'server' : 'app',
    roomAnswer: invites ? 'later' : 'immediate',
    idempotentCreate: true,
    versions: true,
    invitations: invites ? 'server' : 'nobody',
    recurringWrites: true,
    dateMoves: 'anywhere',
    roomsPerEvent: invites ? 20 : 1,
    buffers: invites ? 'unsupported' : 'longer-event',
    respond: false,
    changeFeed: true,
    push: false,
    admin: {
      listRooms: true,
      createCalendar: false,
      deleteCalendar: false,
      provisionRoom: false,
      deleteRoom: false,
    },
  };
}
