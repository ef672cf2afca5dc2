import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { gatherAudience } from '@/tests/e2e/audience';
import { allPageStates } from '@/tests/e2e/page-states/all-page-states';
import type { PageState } from '@/tests/e2e/page-states/page-state';
import { setScene } from '@/tests/e2e/scene';
import { openStage } from '@/tests/e2e/stage';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';

const folder = path.resolve(import.meta.dirname, '../../docs/screenshots');
const statesFolder = path.join(folder, 'states');
const screens = [1280, 390] as const;
const mostBytes = 200_000;

interface Picture {
  readonly state: PageState;
  readonly theme: 'light' | 'dark';
  readonly screen: (typeof screens)[number];
}

/** Those of the documentation in both themes; every other state in one, to be looked at. */
const pictures: readonly Picture[] = allPageStates.flatMap((state) =>
  screens.flatMap((screen) =>
    (state.isPictured ? (['light', 'dark'] as const) : (['light'] as const)).map((theme) => ({
      ...{ state, theme, screen },
    })),
  ),
);

describeInChromium('the pictures in the documentation', () => {
  // Pictures differ from day to day: they are taken when somebody asks for them, all or some.
  const wanted = process.env.FOYER_SCREENSHOTS;
  if (wanted) it('are taken anew', () => takeAll(wanted), appStartTimeoutMs);

  it('show every page and state, on both screens, and are small', async () => {
    const files = pictures.map(fileOf);
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
    expect(files.filter((_, index) => (sizes[index] ?? 0) > mostBytes)).toEqual([]);
    expect((await listPictures()).filter((file) => !files.includes(file))).toEqual([]);
  });
});

/** `1`: all of them; else those whose page and state have that in their name. */
async function takeAll(wanted: string): Promise<void> {
  await mkdir(statesFolder, { recursive: true });
  const stage = await openStage('demo');
  const sceneIn = await setScene(stage);
  for (const screen of screens) {
    const audience = gatherAudience(sceneIn('en'), { screen });
    for (const state of allPageStates) {
      if (wanted !== '1' && !fileOf({ state, theme: 'light', screen }).includes(wanted)) continue;
      const own = pictures.filter((each) => each.state === state && each.screen === screen);
      await audience.see(state, (page) => take(page, own));
    }
    await audience.close();
  }
  await stage.stop();
}

async function take(page: Page, wanted: readonly Picture[]): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  for (const picture of wanted) {
    await page.emulateMedia({ colorScheme: picture.theme });
    await page.screenshot({ path: fileOf(picture), animations: 'disabled' });
  }
}

function fileOf({ state: { name, isPictured }, theme, screen }: Picture): string {
  return path.join(isPictured ? folder : statesFolder, `${name}-${theme}-${screen}.png`);
}

async function listPictures(): Promise<readonly string[]> {
  const found = await Promise.all(
    [folder, statesFolder].map(async (each) =>
      (await readdir(each)).map((name) => path.join(each, name)),
    ),
  );
  return found.flat().filter((file) => file.endsWith('.png'));
}
