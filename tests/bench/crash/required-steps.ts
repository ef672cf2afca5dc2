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

/** The steps of the protocol that kills must hit; a calendar server's have a way and a way back. */
export const requiredSteps: Readonly<Record<CrashVenue, readonly string[]>> = {
  local: [...ofEveryBooking, 'look-up'],
  caldav: [...ofEveryBooking, 'write done', 'check-write', 'withdraw done', 'look-up'],
};
