import type { Capabilities } from '@/lib/calendar/capabilities';

/** The referee is the database: `local_occurrences_never_overlap` refuses an overlap. */
export const localCapabilities: Capabilities = {
  writeMode: 'direct',
  freeBusy: { roomsPerCall: 1_000, windowDays: 3_660, granularityMinutes: 0 },
  peopleFreeBusy: null,
  concurrency: 16,
  referee: 'server',
  roomAnswer: 'immediate',
  idempotentCreate: true,
  versions: true,
  invitations: 'nobody',
  recurringWrites: true,
  dateMoves: 'anywhere',
  roomsPerEvent: 20,
  buffers: 'longer-event',
  respond: true,
  changeFeed: true,
  push: false,
  admin: {
    listRooms: false,
    createCalendar: true,
    deleteCalendar: false,
    provisionRoom: true,
    deleteRoom: false,
  },
};
