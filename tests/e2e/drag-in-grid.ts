import type { Locator, Page } from 'playwright';

export interface Shift {
  readonly quarters: number;
  readonly rooms?: number;
}

const rowPx = 40;

/** From a share of a cell's width to a distance of so many quarters and rooms; the button stays down. */
export async function dragInGrid(page: Page, cell: Locator, from: number, by: Shift) {
  await cell.scrollIntoViewIfNeeded();
  const box = await cell.boundingBox();
  const quarterPx = await page.locator('td[tabindex="0"]').evaluate((node) => node.clientWidth);
  if (!box) throw new Error('The cell is not in the page.');
  const [x, y] = [box.x + box.width * from, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const to = { x: x + by.quarters * quarterPx, y: y + (by.rooms ?? 0) * rowPx };
  await page.mouse.move(to.x, to.y, { steps: 4 });
}
