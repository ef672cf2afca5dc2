import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { beforeAll, expect, it } from 'vitest';
import type { Locale } from '@/lib/i18n/locales';
import { type Audience, gatherAudience } from '@/tests/e2e/audience';
import { allPageStates } from '@/tests/e2e/page-states/all-page-states';
import { setScene } from '@/tests/e2e/scene';
import { overflowOf, smallTargetsOf } from '@/tests/e2e/screen-fit';
import { openStage } from '@/tests/e2e/stage';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { VisitorOptions } from '@/tests/support/visitor';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

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

/** Only colours depend on the light: in the dark nothing else is looked at again. */
async function violationsOf(page: Page, colorScheme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme });
  const { violations } = await new AxeBuilder({ page })
    .withTags(colorScheme === 'light' ? tags : ['cat.color'])
    .options({ resultTypes: ['violations'] })
    // The other mode opens a page for each run to gather frames, of which there are none.
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, target, failureSummary }) => ({
      id: `${colorScheme}: ${id}`,
      help,
      target: target.join(' '),
      html: html.slice(0, 300),
      failureSummary,
    })),
  );
}
