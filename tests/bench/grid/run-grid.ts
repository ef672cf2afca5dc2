import { measureTransfer, type TransferFigures } from '@/tests/bench/browser/measure-transfer';
import { fullDay, openFilledApp } from '@/tests/bench/browser/open-filled-app';
import { gridOf } from '@/tests/bench/browser/visits';
import { measureScroll, type ScrollFigures } from '@/tests/bench/grid/measure-scroll';
import { measureVisits } from '@/tests/bench/grid/measure-visits';

export interface GridFigures {
  /** From the start of a navigation until rooms and meetings of a building of 100 are there. */
  readonly day100Ms: { readonly p50: number; readonly max: number };
  /** A first visit, with an empty cache. */
  readonly cold: TransferFigures;
  readonly day1000: ScrollFigures;
}

const visits = 15;
const holdings = {
  buildings: { b100: 100, b1000: 1_000 },
  localRooms: 0,
  bookingsPerRoom: 200,
  days: 90,
  pastDays: 0,
};

export async function runGrid(print: (line: string) => void): Promise<GridFigures> {
  const app = await openFilledApp(holdings, 2);
  const [warm, newcomer] = app.visitors;
  if (!warm || !newcomer) throw new Error('nobody visits');
  const [small, large] = [gridOf('b100', fullDay()), gridOf('b1000', fullDay())];
  try {
    const day100Ms = await measureVisits(warm, small, visits);
    print(`100 rooms, warm: ${JSON.stringify(day100Ms)}`);
    const cold = await measureTransfer(newcomer, small);
    print(`first visit: ${JSON.stringify(cold)}`);
    const day1000 = await measureScroll(warm, large);
    print(`1,000 rooms: ${JSON.stringify(day1000)}`);
    return { day100Ms, cold, day1000 };
  } finally {
    await app.stop();
  }
}
