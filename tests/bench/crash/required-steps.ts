import type { CrashVenue } from '@/tests/bench/crash/options';

const ofEveryBooking = [
  'before the hold',
  'hold',
  'read-live',
  'write',
  'read-back',
  'confirm',
  'confirmed, not answered',
  'begin-cancel',
  'withdraw',
  'cancel',
];

/** Of meetings that a room answers late; series without some of their dates take several requests. */
const ofMeetings = [
  ...ofEveryBooking,
  'prepare-write',
  'write done',
  'complete-write',
  'complete-write done',
  'check-write',
  'awaiting the room',
  'withdraw done',
  'look-up',
];

/** The steps of the protocol that kills must hit; a calendar server's have a way and a way back. */
export const requiredSteps: Readonly<Record<CrashVenue, readonly string[]>> = {
  local: [...ofEveryBooking, 'look-up'],
  caldav: [...ofEveryBooking, 'write done', 'check-write', 'withdraw done', 'look-up'],
  graph: ofMeetings,
  ews: ofMeetings,
};
