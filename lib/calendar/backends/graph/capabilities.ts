import { requestsAtOnce } from '@/lib/calendar/backends/graph/client';
import { longestWindowDays, schedulesPerCall } from '@/lib/calendar/backends/graph/free-busy';
import type { GraphOptions } from '@/lib/calendar/backends/graph/options';
import type { Capabilities } from '@/lib/calendar/capabilities';

/** What holds on Microsoft 365, by the way in which the connection writes. */
export function graphCapabilities({ writeMode }: Pick<GraphOptions, 'writeMode'>): Capabilities {
  const invites = writeMode === 'invite';
  return {
    writeMode,
    freeBusy: {
      roomsPerCall: schedulesPerCall,
      windowDays: longestWindowDays,
      granularityMinutes: 0,
    },
    peopleFreeBusy: { peoplePerCall: schedulesPerCall, windowDays: longestWindowDays },
    concurrency: requestsAtOnce,
    referee: invites ? 'server' : 'app',
    roomAnswer: invites ? 'later' : 'immediate',
    idempotentCreate: true,
    versions: true,
    invitations: invites ? 'server' : 'nobody',
    recurringWrites: true,
    dateMoves: 'between-neighbours',
    roomsPerEvent: invites ? 20 : 1,
    buffers: invites ? 'unsupported' : 'longer-event',
    respond: true,
    changeFeed: true,
    push: true,
    admin: {
      listRooms: true,
      createCalendar: false,
      deleteCalendar: false,
      provisionRoom: true,
      deleteRoom: false,
    },
  };
}
