import type { Interval } from '@/lib/core/time/interval';

/** A booking as whoever asked for it knows it. */
export interface AskedBooking {
  /** Chosen by the asker; also the title of the booking. */
  readonly key: string;
  readonly roomId: string;
  /** One interval, or every date of a series. */
  readonly dates: readonly Interval[];
  /** `open`: 202, an answer is still due. `unknown`: none came, or none that says what became of it. */
  readonly booked: 'ok' | 'open' | 'fail' | 'unknown';
  /** Null when nobody asked for it to be cancelled. */
  readonly cancelled: 'ok' | 'open' | 'unknown' | null;
  /** Times on the clock of the run, for the history. */
  readonly invokedAt: number;
  readonly answeredAt: number;
  readonly cancel: { readonly invokedAt: number; readonly answeredAt: number } | null;
}
