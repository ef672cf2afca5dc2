import type { MeasuredPage } from '@/tests/bench/browser/measure-transfer';

/** The grid of a building once the first meetings are there; rooms whose times are due have none. */
export function gridOf(building: string, date: string): MeasuredPage {
  const query = new URLSearchParams({ building, date });
  return { address: `/grid?${query}`, content: 'main td[aria-colspan] [title]' };
}

/** A search in a building once the first room is there. */
export function searchIn(building: string, date: string): MeasuredPage {
  const query = new URLSearchParams({ building, date, time: '10:00' });
  return { address: `/?${query}`, content: 'main li a[href^="/rooms/"]' };
}
