import type { Calendar } from '@/lib/calendar/calendar';

/** Lets two run side by side with one call of the calendar at a time, in an order that is chosen. */
export interface Turns {
  /** The same calendar, each call made when it is that side's turn. */
  take(side: Side, calendar: Calendar): Calendar;
  /** That side makes no more calls. */
  leave(side: Side): void;
}

export type Side = 0 | 1;

/**
 * Each choice says which side goes next; after the last they alternate. A side that has left, or
 * that has not asked yet, is waited for or passed over, so that every order of calls can be had.
 */
export function createTurns(choices: readonly Side[]): Turns {
  const waiting: [(() => void) | null, (() => void) | null] = [null, null];
  const gone: [boolean, boolean] = [false, false];
  let made = 0;
  let busy = false;

  const next = () => {
    if (busy) return;
    const chosen = choices[made] ?? ((made % 2) as Side);
    const side: Side = gone[chosen] ? ((1 - chosen) as Side) : chosen;
    const go = waiting[side];
    if (!go) return;
    waiting[side] = null;
    busy = true;
    made += 1;
    go();
  };
  const turn = async <T>(side: Side, call: () => Promise<T>): Promise<T> => {
    await new Promise<void>((resolve) => {
      waiting[side] = resolve;
      next();
    });
    try {
      return await call();
    } finally {
      busy = false;
      next();
    }
  };
  return {
    leave(side) {
      gone[side] = true;
      next();
    },
    take: (side, calendar) => ({
      ...calendar,
      freeBusy: (...args) => turn(side, () => calendar.freeBusy(...args)),
      create: (...args) => turn(side, () => calendar.create(...args)),
      listEvents: (...args) => turn(side, () => calendar.listEvents(...args)),
      findByUid: (...args) => turn(side, () => calendar.findByUid(...args)),
      cancel: (...args) => turn(side, () => calendar.cancel(...args)),
    }),
  };
}

/** Every list of choices of that length. */
export function everyOrder(length: number): readonly (readonly Side[])[] {
  return Array.from({ length: 2 ** length }, (_, number) =>
    Array.from({ length }, (__, bit) => ((number >> bit) & 1) as Side),
  );
}
