import type { Capabilities } from '@/lib/calendar/capabilities';

/** What holds in `direct` mode on every CalDAV server, whatever more it may say of itself. */
export const caldavCapabilities: Capabilities = {
  writeMode: 'direct',
  freeBusy: { roomsPerCall: 4, windowDays: 366, granularityMinutes: 0 },
  peopleFreeBusy: null,
  concurrency: 4,
  referee: 'app',
  roomAnswer: 'immediate',
  idempotentCreate: true,
  versions: true,
  invitations: 'nobody',
  recurringWrites: true,
  dateMoves: 'anywhere',
  roomsPerEvent: 1,
  buffers: 'longer-event',
  respond: true,
  changeFeed: true,
  push: false,
  admin: {
    listRooms: true,
    createCalendar: true,
    deleteCalendar: true,
    provisionRoom: true,
    deleteRoom: true,
  },
};

/**
 * What holds in `invite` mode: the organiser's server delivers the invitation, and the room answers
 * when somebody answers for it. That each room was reached is checked with every write.
 */
export const inviteCapabilities: Capabilities = {
  ...caldavCapabilities,
  writeMode: 'invite',
  referee: 'server',
  roomAnswer: 'later',
  invitations: 'server',
  // A server was seen to leave a moved date in the room's calendar when its organiser cancels it.
  recurringWrites: false,
  roomsPerEvent: 20,
  buffers: 'unsupported',
  // Whom invitations reach is an account of the server, and CalDAV has no words to make one.
  admin: { ...caldavCapabilities.admin, createCalendar: false, provisionRoom: false },
};
