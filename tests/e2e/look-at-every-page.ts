import { beforeAll, expect, it } from 'vitest';
import type { Locale } from '@/lib/i18n/locales';
import { type Audience, gatherAudience } from '@/tests/e2e/audience';
import { allPageStates } from '@/tests/e2e/page-states/all-page-states';
import { setScene } from '@/tests/e2e/scene';
import { overflowOf, smallTargetsOf } from '@/tests/e2e/screen-fit';
import { openStage } from '@/tests/e2e/stage';
import { violationsOf } from '@/tests/e2e/violations-of';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { VisitorOptions } from '@/tests/support/visitor';

/** Looks at every state of every page on one screen and in one language, light and dark. */
export function lookAtEveryPage(name: string, locale: Locale, options: VisitorOptions): void {
  describeInChromium(`every page on ${name}, light and dark`, () => {
    let audience: Audience;

    beforeAll(async () => {
      const stage = await openStage('demo');
      const sceneIn = await setScene(stage);
      audience = gatherAudience(sceneIn(locale), options);
      return async () => {
        await audience.close();
        await stage.stop();
      };
    }, appStartTimeoutMs);

    it.each(allPageStates)('$name', async (state) => {
      await audience.see(state, async (page) => {
        expect.soft(await violationsOf(page, 'light')).toEqual([]);
        expect.soft(await violationsOf(page, 'dark')).toEqual([]);
        expect.soft(await overflowOf(page)).toEqual([]);
        expect.soft(await smallTargetsOf(page)).toEqual([]);
      });
    });

    it('the console stays empty', () => {
      expect(audience.troubles).toEqual([]);
    });
  });
}
