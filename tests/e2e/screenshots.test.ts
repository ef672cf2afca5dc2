import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { gatherAudience } from '@/tests/e2e/audience';
import { allPageStates } from '@/tests/e2e/page-states/all-page-states';
import { setScene } from '@/tests/e2e/scene';
import { openStage } from '@/tests/e2e/stage';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';

const folder = path.resolve(import.meta.dirname, '../../docs/screenshots');
const screens = [1280, 390] as const;
const themes = ['light', 'dark'] as const;
const mostBytes = 200_000;
const pictured = allPageStates.filter(({ isPictured }) => isPictured);

describeInChromium('the pictures in the documentation', () => {
  // Pictures differ from day to day: they are taken when somebody asks for them.
  if (process.env.FOYER_SCREENSHOTS === '1') it('are taken anew', takeAll, appStartTimeoutMs);

  it('show every page, on both screens, light and dark, and are small', async () => {
    const files = pictured.flatMap(({ name }) =>
      screens.flatMap((screen) => themes.map((theme) => fileOf(name, theme, screen))),
    );
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
    expect(files.filter((_, index) => (sizes[index] ?? 0) > mostBytes)).toEqual([]);
  });
});

async function takeAll(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const stage = await openStage('demo');
  const sceneIn = await setScene(stage);
  for (const screen of screens) {
    const audience = gatherAudience(sceneIn('en'), { screen });
    for (const state of pictured) {
      await audience.see(state, (page) => take(page, state.name, screen));
    }
    await audience.close();
  }
  await stage.stop();
}

async function take(page: Page, name: string, screen: (typeof screens)[number]): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: fileOf(name, colorScheme, screen), animations: 'disabled' });
  }
}

function fileOf(name: string, theme: string, screen: number): string {
  return path.join(folder, `${name}-${theme}-${screen}.png`);
}
