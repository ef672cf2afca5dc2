import type { Pool } from 'pg';
import type { Booking } from '@/lib/core/bookings/booking';
import { formatInstant, type Instant, instant } from '@/lib/core/time/instant';
import { isExclusionViolation } from '@/lib/db/database-errors';
import type { HoldResult, NewBooking } from '@/lib/db/ports';
import { prepared } from '@/lib/db/prepared';
import { findTakenDates, type TakenRow, toTakenDates } from '@/lib/db/repositories/claim-slots';
import { findBooking } from '@/lib/db/repositories/find-booking';
import { toDateRows, toEventRows } from '@/lib/db/repositories/insert-parts';

/** What the database's function `hold_booking` answers. */
type HoldAnswer =
  | { readonly outcome: 'held'; readonly createdAt: number }
  | { readonly outcome: 'conflict'; readonly taken: readonly TakenRow[] }
  | { readonly outcome: 'known'; readonly bookingId: string; readonly bodyHash: string };

/**
 * Takes the slots of every date, all or none, in one call. Locks per room, in the order of their ids,
 * make waiting short and fair; the exclusion constraint is the proof (guarantee G1).
 */
export async function holdBooking(pool: Pool, booking: NewBooking): Promise<HoldResult> {
  try {
    return await hold(pool, booking);
  } catch (error) {
    if (!isExclusionViolation(error)) throw error;
    return { outcome: 'conflict', ...(await findTakenDates(pool, booking.dates, null)) };
  }
}

async function hold(pool: Pool, booking: NewBooking): Promise<HoldResult> {
  // What another request held with the same key may be released before it is read here.
  for (;;) {
    const answer = await askToHold(pool, booking);
    if (answer.outcome === 'held') {
      return { outcome: 'held', booking: toHeldBooking(booking, instant(answer.createdAt)) };
    }
    if (answer.outcome === 'conflict') {
      return { outcome: 'conflict', ...toTakenDates(answer.taken) };
    }
    if (answer.bodyHash !== booking.idempotency?.bodyHash) return { outcome: 'mismatch' };
    const earlier = await findBooking(pool, booking.organisationId, answer.bookingId);
    if (earlier) return { outcome: 'replayed', booking: earlier };
  }
}

async function askToHold(pool: Pool, booking: NewBooking): Promise<HoldAnswer> {
  const held = await pool.query<{ answer: HoldAnswer }>(
    prepared('SELECT hold_booking($1::jsonb, $2::jsonb, $3::jsonb) AS answer', [
      toHeadRow(booking),
      toEventRows(booking.events),
      toDateRows(booking.dates),
    ]),
  );
  const [row] = held.rows;
  if (!row) throw new Error(`holding booking ${booking.id} answered nothing`);
  return row.answer;
}

function toHeadRow(booking: NewBooking): string {
  const { organizer, events: _events, dates: _dates, start, end, dueAt, ...head } = booking;
  return JSON.stringify({
    ...head,
    organizerId: organizer.id,
    start: formatInstant(start),
    end: formatInstant(end),
    lastEnd: formatInstant(lastEndOf(booking)),
    dueAt: formatInstant(dueAt),
  });
}

function toHeldBooking(booking: NewBooking, createdAt: Instant): Booking {
  const { events, dates, idempotency: _key, ...head } = booking;
  return {
    ...head,
    lastEnd: lastEndOf(booking),
    status: 'pending',
    statusReason: 'writing',
    revision: 1,
    createdAt,
    events: events.map((event) => ({ ...event, stage: 'standing', handle: null, version: null })),
    dates: dates.map((date) => ({ ...date, status: 'pending' })),
    change: null,
    attempts: 0,
  };
}

function lastEndOf({ dates }: NewBooking): Instant {
  return instant(Math.max(...dates.map(({ end }) => end)));
}
