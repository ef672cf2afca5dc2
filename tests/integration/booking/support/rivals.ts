import type { MockControls } from '@/lib/calendar/backends/mock/controls';
import { FoyerError } from '@/lib/core/errors';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { foyerEvents } from '@/tests/integration/booking/support/check-books';
import {
  book,
  type Installation,
  openInstallation,
  recover,
  tomorrow,
} from '@/tests/integration/booking/support/installation';
import { createTurns, type Side } from '@/tests/integration/booking/support/turns';
import { newMock } from '@/tests/integration/booking/support/with-installation';

/** Two installations of Foyer, each with a database of its own, over one calendar. */
export interface Rivals {
  readonly sides: readonly [Installation, Installation];
  readonly controls: MockControls;
  stop(): Promise<void>;
}

export async function openRivals(): Promise<Rivals> {
  const backend = newMock();
  const sides = [
    await openInstallation({ backend, rank: 'a' }),
    await openInstallation({ backend, rank: 'b' }),
  ] as const;
  return {
    sides,
    controls: backend.controls,
    stop: async () => void (await Promise.all(sides.map((side) => side.stop()))),
  };
}

/** How one side is changed: a saboteur, or nothing. */
export type Change = (deps: BookingDeps) => Partial<BookingDeps>;

export interface Meeting {
  readonly ends: readonly string[];
  readonly confirmed: number;
  readonly events: number;
}

/** Both book the same hour, their calls of the calendar in the chosen order. */
export async function meet(
  { sides, controls }: Rivals,
  choices: readonly Side[],
  hour: number,
  change: Change = () => ({}),
): Promise<Meeting> {
  const turns = createTurns(choices);
  const before = foyerEvents(controls).length;
  const go = async (side: Side) => {
    const installation = sides[side];
    const changed = change(installation.deps);
    const calendar = turns.take(side, changed.calendar ?? installation.deps.calendar);
    try {
      return await endOf(book(installation, tomorrow(hour), { ...changed, calendar }));
    } finally {
      turns.leave(side);
    }
  };
  const ends = await Promise.all([go(0), go(1)]);
  for (const side of sides) await recover(side);
  return {
    ends,
    confirmed: ends.filter((end) => end === 'confirmed').length,
    events: foyerEvents(controls).length - before,
  };
}

async function endOf(booking: Promise<{ readonly status: string }>): Promise<string> {
  try {
    return (await booking).status;
  } catch (error) {
    if (error instanceof FoyerError) return error.code;
    throw error;
  }
}
