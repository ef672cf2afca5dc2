import { z } from 'zod';
import type { Interval } from '@/lib/core/time/interval';
import type { AskedBooking } from '@/tests/bench/books/asked-booking';
import type { App } from '@/tests/support/app';

export interface Ask {
  readonly app: App;
  readonly token: string;
  readonly key: string;
  readonly roomId: string;
  readonly dates: readonly Interval[];
  /** Dates of the same weekly series that it is to leave out. */
  readonly leftOut?: readonly Interval[];
  readonly replica?: number;
}

/** What a request came to; `status` 0 when the connection broke. */
export interface Heard {
  readonly outcome: AskedBooking['booked'];
  readonly status: number;
  readonly bookingId: string | null;
  readonly body: unknown;
}

const answered = z.object({ id: z.string() });
const problem = z.object({ code: z.string() });
const unheard: Heard = { outcome: 'unknown', status: 0, bookingId: null, body: null };
/** Refusals that promise that nothing was booked. Others say only that it failed. */
const plainRefusals = new Set(['conflict', 'availability-unknown', 'backend-unavailable']);

/** Asks for a booking once, under its key as Idempotency-Key and title. */
export async function askToBook(ask: Ask): Promise<Heard> {
  const [first] = ask.dates;
  const { leftOut = [] } = ask;
  if (!first) throw new Error('a booking has a date');
  return hear(async () => {
    const response = await ask.app.api('/api/v1/bookings', {
      token: ask.token,
      replica: ask.replica ?? 0,
      headers: { 'idempotency-key': ask.key },
      json: {
        roomIds: [ask.roomId],
        title: ask.key,
        start: new Date(first.start).toISOString(),
        end: new Date(first.end).toISOString(),
        timeZone: 'Europe/Paris',
        ...(ask.dates.length > 1
          ? {
              rrule: `FREQ=WEEKLY;COUNT=${ask.dates.length + leftOut.length}`,
              exceptions: leftOut.map(({ start }) => new Date(start).toISOString()),
              onConflict: 'refuse',
            }
          : {}),
      },
    });
    const body: unknown = await response.json();
    const { status } = response;
    const booking = answered.safeParse(body);
    const bookingId = booking.success ? booking.data.id : null;
    if (status === 201) return { outcome: 'ok', status, bookingId, body };
    if (status === 202) return { outcome: 'open', status, bookingId, body };
    const refusal = problem.safeParse(body);
    const isPlain = refusal.success && plainRefusals.has(refusal.data.code);
    const outcome = status < 500 || isPlain ? 'fail' : 'unknown';
    return { outcome, status, bookingId: null, body };
  });
}

/** Asks once for a booking to be cancelled. */
export async function askToCancel(app: App, token: string, bookingId: string): Promise<Heard> {
  return hear(async () => {
    const path = `/api/v1/bookings/${bookingId}`;
    const response = await app.api(path, { token, method: 'DELETE' });
    await response.arrayBuffer();
    const { status } = response;
    const outcome = status === 204 ? 'ok' : status === 202 ? 'open' : 'unknown';
    return { outcome, status, bookingId, body: null };
  });
}

/** Node's fetch says of every connection that broke that it is a TypeError. */
async function hear(send: () => Promise<Heard>): Promise<Heard> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof TypeError) return unheard;
    throw error;
  }
}
