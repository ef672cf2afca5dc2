import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/**
 * What axe finds on a page as it now stands. Only colours depend on the light: in the dark nothing else
 * is looked at again.
 */
export async function violationsOf(page: Page, colorScheme: 'light' | 'dark') {
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
