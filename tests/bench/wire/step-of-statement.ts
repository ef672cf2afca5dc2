import type { AskedStatement } from '@/tests/bench/wire/postgres-messages';

/** Which step of the protocol a statement belongs to, by the tables it names; null for others. */
export function stepOfStatement({ text, values }: AskedStatement): string | null {
  return (
    steps.find(({ sign }) => sign.test(text))?.step ??
    (/\bUPDATE bookings\b[\s\S]*\bstatus = \$/.test(text) ? settling(values) : null)
  );
}

const steps = [
  { sign: /\bhold_booking\(/, step: 'hold' },
  { sign: /\block_rooms\(/, step: 'hold' },
  { sign: /\bDELETE FROM bookings\b/, step: 'release' },
  { sign: /\bINSERT INTO local_events\b/, step: 'write' },
  { sign: /\bDELETE FROM local_events\b/, step: 'withdraw' },
  { sign: /\bAS asked\(room_id, place\)[\s\S]*\blocal_occurrences\b/, step: 'read-live' },
  { sign: /\bcount\(\*\)::int AS known\b/, step: 'look-up' },
  { sign: /\bFROM local_events e JOIN local_occurrences o\b/, step: 'read-back' },
];

/** What a booking is settled as. A cancellation is noted first, and carried out then. */
function settling(values: AskedStatement['values']): string {
  if (values.includes('cancelling')) return 'begin-cancel';
  if (values.includes('confirmed') && !values.includes('cancelled')) return 'confirm';
  if (values.includes('cancelled')) return 'cancel';
  return 'settle-otherwise';
}
