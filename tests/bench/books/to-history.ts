import { groupBy } from '@/lib/core/group-by';
import type { AskedBooking } from '@/tests/bench/books/asked-booking';
import type { LedgerBooking } from '@/tests/bench/books/read-ledger';
import type { StoredEvent } from '@/tests/bench/books/stored-event';
import type { Operation } from '@/tests/support/history';

export interface Told {
  readonly asked: readonly AskedBooking[];
  readonly ledger: readonly LedgerBooking[];
  readonly events: readonly StoredEvent[];
  /** When the calendars were read at the end, on the clock of the run. */
  readonly readFrom: number;
  readonly readUntil: number;
}

/**
 * A run as the checker of histories takes it, with a last read of what the calendars themselves
 * hold. Each date of a series is a booking of its own.
 */
export function toHistory(told: Told): readonly Operation[] {
  const { asked, ledger, events, readFrom, readUntil } = told;
  const keyOf = new Map(ledger.map(({ uid, title }) => [uid, title]));
  const stored = groupBy(events, ({ roomId }) => roomId);
  const rooms = new Set([...asked.map(({ roomId }) => roomId), ...stored.keys()]);
  const reads = [...rooms].map((roomId): Operation => {
    const keys = (stored.get(roomId) ?? []).map((event) =>
      dateKey(keyOf.get(event.uid) ?? event.uid, event.start),
    );
    return { kind: 'read', roomId, keys, invokedAt: readFrom, answeredAt: readUntil };
  });
  return [...asked.flatMap(toOperations), ...reads];
}

const dateKey = (key: string, start: number): string => `${key} ${start}`;

function toOperations(booking: AskedBooking): readonly Operation[] {
  const { roomId, invokedAt, answeredAt, booked, cancelled, cancel } = booking;
  return booking.dates.flatMap((slot): readonly Operation[] => {
    const key = dateKey(booking.key, slot.start);
    const answer = booked === 'open' ? 'unknown' : booked;
    const book: Operation = { kind: 'book', roomId, key, slot, answer, invokedAt, answeredAt };
    if (cancelled === null || cancel === null) return [book];
    const gone = cancelled === 'ok' ? 'ok' : 'unknown';
    return [book, { kind: 'cancel', roomId, key, answer: gone, ...cancel }];
  });
}
