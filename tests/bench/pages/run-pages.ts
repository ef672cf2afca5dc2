import type { Page } from 'playwright';
import { measureTransfer, type TransferFigures } from '@/tests/bench/browser/measure-transfer';
import { fullDay, openFilledApp } from '@/tests/bench/browser/open-filled-app';
import { gridOf, searchIn } from '@/tests/bench/browser/visits';
import {
  measureSlowed,
  type SlowedFigures,
  type SlowedPage,
} from '@/tests/bench/pages/measure-slowed';

export interface PageFigures {
  /** A first visit, with an empty cache. */
  readonly cold: TransferFigures;
  /** The same on a slower processor, and what somebody then does. */
  readonly slowed: SlowedFigures;
}

const holdings = {
  buildings: { b100: 100 },
  localRooms: 0,
  bookingsPerRoom: 200,
  days: 90,
  pastDays: 0,
};
const plan = { visits: 7, slowdown: 4 };

export async function runPages(
  print: (line: string) => void,
): Promise<Readonly<Record<'search' | 'grid', PageFigures>>> {
  const app = await openFilledApp(holdings, 1);
  const [visitor] = app.visitors;
  if (!visitor) throw new Error('nobody visits');
  const day = fullDay();
  const measure = async (name: string, slowed: SlowedPage) => {
    const cold = await measureTransfer(visitor, slowed);
    const figures = { cold, slowed: await measureSlowed(visitor, slowed, plan) };
    print(`${name}: ${JSON.stringify(figures)}`);
    return figures;
  };
  try {
    return {
      search: await measure('search', { ...searchIn('b100', day), interact: inSearch }),
      grid: await measure('grid', { ...gridOf('b100', day), interact: inGrid }),
    };
  } finally {
    await app.stop();
  }
}

const inSearch = [
  (page: Page) => page.getByRole('radio', { name: '45 min' }).click(),
  (page: Page) => page.getByRole('button', { name: 'One person more' }).click(),
  (page: Page) => page.getByRole('switch').click(),
  (page: Page) =>
    page
      .getByRole('search')
      .getByRole('button', { name: /^Date: / })
      .click(),
];

const inGrid = [
  (page: Page) => page.getByRole('button', { name: 'Next day' }).click(),
  (page: Page) => page.locator('main td[tabindex="0"]').press('ArrowRight'),
  (page: Page) => page.locator('main td[tabindex="0"]').press('ArrowDown'),
  (page: Page) => page.getByRole('button', { name: /^Date: / }).click(),
];
