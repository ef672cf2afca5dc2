import type { MeasuredPage } from '@/tests/bench/browser/measure-transfer';
import { quantile, rounded } from '@/tests/support/figures';
import type { Visitor } from '@/tests/support/visitor';

declare global {
  interface Window {
    /** Since the navigation began; set by the script below when the first meeting is painted. */
    gridShownMs?: number;
  }
}

/** Runs in the page before its own scripts: when the meetings are there, and painted. */
function watchForMeetings(selector: string): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector(selector)) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      window.gridShownMs = performance.now();
    });
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** How long a visit takes whose scripts are in the browser's cache, as on every day but the first. */
export async function measureVisits(
  { context }: Visitor,
  { address, content }: MeasuredPage,
  visits: number,
) {
  const page = await context.newPage();
  await page.addInitScript(watchForMeetings, content);
  const took: number[] = [];
  for (let visit = 0; visit < visits + 2; visit += 1) {
    await page.goto(address);
    const shown = await page.waitForFunction(() => window.gridShownMs);
    if (visit >= 2) took.push(Number(await shown.jsonValue()));
  }
  await page.close();
  return { p50: rounded(quantile(took, 0.5)), max: rounded(Math.max(...took)) };
}
