import type { MeasuredPage } from '@/tests/bench/browser/measure-transfer';
import { quantile, rounded } from '@/tests/support/figures';
import type { Visitor } from '@/tests/support/visitor';

export interface ScrollFigures {
  readonly nodes: number;
  /** Between one frame and the next while the grid scrolls. */
  readonly frameMs: { readonly p50: number; readonly p95: number; readonly max: number };
}

const frames = 600;
const pixelsPerFrame = 30;

/** Scrolls through the building from frame to frame, as somebody at a wheel. */
export async function measureScroll(
  { context }: Visitor,
  { address, content }: MeasuredPage,
): Promise<ScrollFigures> {
  const page = await context.newPage();
  await page.goto(address);
  await page.locator(content).first().waitFor();
  const table = page.locator('main table');
  const times = await table.evaluate(scrollAlong, { frames, pixelsPerFrame });
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  await page.close();
  const between = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return {
    nodes,
    frameMs: {
      p50: rounded(quantile(between, 0.5)),
      p95: rounded(quantile(between, 0.95)),
      max: rounded(Math.max(...between)),
    },
  };
}

/** Runs in the page; answers when each frame began. */
async function scrollAlong(
  table: Element,
  {
    frames: count,
    pixelsPerFrame: step,
  }: { readonly frames: number; readonly pixelsPerFrame: number },
): Promise<number[]> {
  const scroller = table.parentElement?.parentElement;
  if (!scroller) throw new Error('nothing scrolls');
  const times: number[] = [];
  for (let frame = 0; frame < count; frame += 1) {
    times.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve)));
    scroller.scrollTop += step;
  }
  if (scroller.scrollTop < step * count * 0.9) throw new Error('the grid did not scroll');
  return times;
}
