import { once } from 'node:events';
import type { Page } from 'playwright';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Visitor } from '@/tests/support/visitor';

const t = wordsIn('en');

describeInChromium('my bookings', () => {
  let stage: Stage;
  let newcomer: Visitor;

  beforeAll(async () => {
    stage = await openStage();
    newcomer = await stage.enter('newcomer', { role: 'employee' });
    return stage.stop;
  }, appStartTimeoutMs);
  afterEach(() => expect(newcomer.troubles).toEqual([]));

  it('a press that begins before the page is alive and ends after it shows the other view', async () => {
    const { page } = newcomer;
    const release = await holdScripts(page);
    await page.goto('/bookings', { waitUntil: 'commit' });
    await page.getByText(t('bookings.past'), { exact: true }).hover();
    await page.mouse.down();
    release();
    // Only a page that is alive can tell that nothing is there.
    await page.getByText(t('bookings.upcomingEmptyTitle')).waitFor();
    await page.mouse.up();
    await page.getByText(t('bookings.pastEmptyTitle')).waitFor();
    expect(new URL(page.url()).search).toBe('?view=past');
  });
});

/** Keeps the page's scripts back until the function that it gives is called. */
async function holdScripts(page: Page): Promise<() => void> {
  const gate = new AbortController();
  const opened = once(gate.signal, 'abort');
  await page.route('**/_next/static/**/*.js', async (route) => {
    await opened;
    await route.continue();
  });
  return () => gate.abort();
}
