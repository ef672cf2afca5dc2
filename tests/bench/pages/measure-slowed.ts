import type { Page } from 'playwright';
import type { MeasuredPage } from '@/tests/bench/browser/measure-transfer';
import { painted } from '@/tests/bench/browser/painted';
import { quantile, rounded } from '@/tests/support/figures';
import type { Visitor } from '@/tests/support/visitor';

export interface SlowedFigures {
  /** When the largest text or image was painted, since the navigation began. */
  readonly largestPaintMs: Spread;
  /** The sum of what moved without being asked to; https://web.dev/articles/cls. */
  readonly layoutShift: number;
  /** From a press or a click until the next frame was painted. */
  readonly interactionMs: Spread;
}

interface Spread {
  readonly p50: number;
  readonly max: number;
}

/** What is measured, and what somebody then does there. */
export interface SlowedPage extends MeasuredPage {
  readonly interact: readonly ((page: Page) => Promise<void>)[];
}

interface Marks {
  largestPaintMs: number;
  layoutShift: number;
  interactionMs: number[];
}

declare global {
  interface Window {
    foyerMarks?: Marks;
  }
}

/** First visits, with an empty cache, on a processor that many times slower. */
export async function measureSlowed(
  visitor: Visitor,
  slowed: SlowedPage,
  { visits, slowdown }: { readonly visits: number; readonly slowdown: number },
): Promise<SlowedFigures> {
  const marks: Marks[] = [];
  for (let visit = 0; visit < visits; visit += 1) {
    marks.push(await visitOnce(visitor, slowed, slowdown));
  }
  return {
    largestPaintMs: spread(marks.map((each) => each.largestPaintMs)),
    layoutShift: Math.max(...marks.map((each) => each.layoutShift)),
    interactionMs: spread(marks.flatMap((each) => each.interactionMs)),
  };
}

async function visitOnce(
  { context }: Visitor,
  { address, content, interact }: SlowedPage,
  slowdown: number,
): Promise<Marks> {
  const page = await context.newPage();
  await page.addInitScript(watch);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const listens = page.waitForRequest('**/api/v1/stream?**');
  await page.goto(address, { waitUntil: 'load' });
  await Promise.all([listens, page.locator(content).first().waitFor()]);
  for (const act of interact) {
    await act(page);
    await page.evaluate(painted);
  }
  const marks = await page.evaluate(() => window.foyerMarks);
  await page.close();
  if (!marks || marks.largestPaintMs === 0) throw new Error('nothing was painted');
  if (marks.interactionMs.length < interact.length) throw new Error('an interaction was not seen');
  return marks;
}

interface Observed extends PerformanceEntry {
  /** Of a layout shift. */
  readonly value?: number;
  readonly hadRecentInput?: boolean;
  /** Of an event; 0 where it is no part of an interaction. */
  readonly interactionId?: number;
}

/**
 * Runs in the page before its own scripts; without named functions, for which the compiler wants a
 * helper that the page has not. A press, its release and its click are one interaction, as long as
 * the longest of them.
 */
function watch(): void {
  const marks: Marks = { largestPaintMs: 0, layoutShift: 0, interactionMs: [] };
  window.foyerMarks = marks;
  const longest = new Map<number, number>();
  for (const type of ['largest-contentful-paint', 'layout-shift', 'event']) {
    const options = { type, buffered: true, durationThreshold: 16 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Observed[]) {
        if (type === 'largest-contentful-paint') marks.largestPaintMs = entry.startTime;
        if (entry.value && !entry.hadRecentInput) marks.layoutShift += entry.value;
        if (!entry.interactionId) continue;
        const known = longest.get(entry.interactionId) ?? 0;
        longest.set(entry.interactionId, Math.max(known, entry.duration));
        marks.interactionMs = [...longest.values()];
      }
    }).observe(options);
  }
}

function spread(values: readonly number[]): Spread {
  return { p50: rounded(quantile(values, 0.5)), max: rounded(Math.max(...values)) };
}
