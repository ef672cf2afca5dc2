import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Audience, gatherAudience } from '@/tests/e2e/audience';
import { allPageStates } from '@/tests/e2e/page-states/all-page-states';
import { pseudoLanguages, speakPseudo } from '@/tests/e2e/pseudo-language';
import { setScene } from '@/tests/e2e/scene';
import { cutTextsOf, overflowOf } from '@/tests/e2e/screen-fit';
import { openStage } from '@/tests/e2e/stage';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';

const folder = path.resolve(import.meta.dirname, '../../docs/screenshots/languages');
const takesPictures = process.env.FOYER_SCREENSHOTS === '1';
const screens = [1280, 390] as const;
const pictured = allPageStates.filter(({ isPictured }) => isPictured);

describeInChromium('pages in languages with longer words, and from right to left', () => {
  const audiences = new Map<number, Audience>();

  beforeAll(async () => {
    if (takesPictures) await mkdir(folder, { recursive: true });
    const stage = await openStage('demo');
    const sceneIn = await setScene(stage);
    for (const screen of screens) {
      audiences.set(screen, gatherAudience(sceneIn('en'), { screen }));
    }
    return async () => {
      for (const audience of audiences.values()) await audience.close();
      await stage.stop();
    };
  }, appStartTimeoutMs);

  describe.each(screens)('%i pixels wide', (screen) => {
    it.each(pictured)('$name', async (state) => {
      const audience = audiences.get(screen);
      if (!audience) throw new Error(`nobody looks at ${screen} pixels`);
      for (const language of pseudoLanguages) {
        await audience.see(state, async (page) => {
          await speakPseudo(page, language);
          expect.soft(await overflowOf(page), language).toEqual([]);
          expect.soft(await cutTextsOf(page), language).toEqual([]);
          if (!takesPictures) return;
          const file = path.join(folder, `${state.name}-${language}-${screen}.png`);
          await page.screenshot({ path: file, animations: 'disabled' });
        });
      }
    });
  });
});
