import type { Calendar } from '@/lib/calendar/calendar';
import type { BookingStore } from '@/lib/db/ports';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';

/** Calls of a booking that the process may die at: of the calendar and of the database. */
export const bookingSteps = [
  'freeBusy',
  'create',
  'listEvents',
  'findByUid',
  'cancel',
  'settle',
  'release',
] as const satisfies readonly (keyof Calendar | keyof BookingStore)[];

/** The same of a move that comes to its end, or is refused. */
export const moveSteps = [
  'freeBusy',
  'create',
  'listEvents',
  'findByUid',
  'cancel',
  'update',
  'settle',
  'beginChange',
  'endChange',
] as const satisfies readonly (keyof Calendar | keyof BookingStore)[];

export type Step = (typeof bookingSteps | typeof moveSteps)[number];

export const moments = ['before', 'after'] as const;
export type Moment = (typeof moments)[number];

/** The process is gone: whoever waited for it never hears what became of the call. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

export interface Dying {
  readonly deps: Pick<BookingDeps, 'calendar' | 'bookings'>;
  /** Whether it came to that step at all. */
  readonly died: () => boolean;
}

/** The same dependencies, of a process that dies at the n-th (from 1) call of that step. */
export function dieAt(
  { calendar, bookings }: BookingDeps,
  at: { readonly step: Step; readonly moment: Moment; readonly nth?: number },
): Dying {
  let calls = 0;
  let died = false;
  const guard =
    <A extends readonly unknown[], R>(step: Step, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      // The dead make no calls: nothing that the code does after the end may have an effect.
      if (died) throw new Crash('is dead');
      if (step !== at.step) return call(...args);
      calls += 1;
      if (calls !== (at.nth ?? 1)) return call(...args);
      died = true;
      if (at.moment === 'after') await call(...args);
      throw new Crash(`at ${step}`);
    };
  return {
    died: () => died,
    deps: {
      calendar: {
        ...calendar,
        freeBusy: guard('freeBusy', calendar.freeBusy),
        create: guard('create', calendar.create),
        listEvents: guard('listEvents', calendar.listEvents),
        findByUid: guard('findByUid', calendar.findByUid),
        cancel: guard('cancel', calendar.cancel),
        update: guard('update', calendar.update),
      },
      bookings: {
        ...storeOf(bookings),
        settle: guard('settle', bookings.settle),
        release: guard('release', bookings.release),
        beginChange: guard('beginChange', bookings.beginChange),
        endChange: guard('endChange', bookings.endChange),
      },
    },
  };
}

/** The store is a proxy: its methods have to be named to be taken over. */
export function storeOf(bookings: BookingDeps['bookings']): BookingDeps['bookings'] {
  const { hold, release, settle, beginChange, endChange } = bookings;
  const { find, list, occurrencesIn, countActive, takeDue, wakeAwaiting } = bookings;
  const writes = { hold, release, settle, beginChange, endChange };
  return { ...writes, find, list, occurrencesIn, countActive, takeDue, wakeAwaiting };
}
