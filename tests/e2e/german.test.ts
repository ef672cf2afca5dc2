import { beforeAll, describe, expect, it } from 'vitest';
import { type Audience, gatherAudience } from '@/tests/e2e/audience';
import { allPageStates } from '@/tests/e2e/page-states/all-page-states';
import type { PageState } from '@/tests/e2e/page-states/page-state';
import { setScene } from '@/tests/e2e/scene';
import { cutChoicesOf, cutTextsOf, overflowOf } from '@/tests/e2e/screen-fit';
import { openStage } from '@/tests/e2e/stage';
import { untranslatedOf } from '@/tests/e2e/untranslated';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';

/** The description of the API is written in English for everybody. */
const spoken = allPageStates.filter(({ name }) => name !== 'api-docs');
/** Words are the same on both screens, and narrow ones are where they do not fit. */
const statesOn: readonly (readonly [number: 1280 | 390, states: readonly PageState[]])[] = [
  [1280, spoken.filter(({ isPictured }) => isPictured)],
  [390, spoken],
];

describeInChromium('every page in German', () => {
  const audiences = new Map<number, Audience>();

  beforeAll(async () => {
    const stage = await openStage('demo');
    const scene = (await setScene(stage))('de');
    for (const [screen] of statesOn) {
      audiences.set(screen, gatherAudience(scene, { screen, locale: 'de-DE' }));
    }
    return async () => {
      for (const audience of audiences.values()) await audience.close();
      await stage.stop();
    };
  }, appStartTimeoutMs);

  describe.each(statesOn)('%i pixels wide', (screen, states) => {
    const audience = () => {
      const found = audiences.get(screen);
      if (!found) throw new Error(`nobody looks at ${screen} pixels`);
      return found;
    };

    it.each(states)('$name', async (state) => {
      await audience().see(state, async (page) => {
        expect(await page.locator('html').getAttribute('lang')).toBe('de');
        expect.soft(await untranslatedOf(page, 'de')).toEqual([]);
        expect.soft(await overflowOf(page)).toEqual([]);
        expect.soft(await cutTextsOf(page)).toEqual([]);
        expect.soft(await cutChoicesOf(page)).toEqual([]);
      });
    });

    it('the console stays empty', () => {
      expect(audience().troubles).toEqual([]);
    });
  });
});
