import type { Page } from 'playwright';
import type { PageState } from '@/tests/e2e/page-states/page-state';
import { withoutFirstAnswers } from '@/tests/e2e/pages';
import { gridAddress } from '@/tests/e2e/slots';

const availabilityRequests = '**/api/v1/availability?*';

export const gridStates: readonly PageState[] = [
  {
    name: 'grid',
    isPictured: true,
    open: async (page, { t, crowded, buildingId }) => {
      await page.goto(gridAddress(crowded, buildingId));
      await dayOf(page, t('grid.freeAllDay')).waitFor();
    },
  },
  {
    name: 'grid-no-information',
    isPictured: true,
    open: async (page, { t, crowded, annexId }) => {
      await page.goto(gridAddress(crowded, annexId));
      const reason = t('unknownReason.unreachable');
      await dayOf(page, t('grid.unknownBecause', { reason })).waitFor();
    },
  },
  {
    name: 'grid-week',
    isPictured: true,
    open: async (page, { crowded, buildingId }) => {
      await page.goto(`${gridAddress(crowded, buildingId)}&view=workweek`);
      await page.locator('main a[href*="room="]').first().waitFor();
      await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
    },
  },
  {
    name: 'grid-loading',
    open: async (page, { t, crowded, buildingId }) => {
      await withoutFirstAnswers(page);
      await page.route(availabilityRequests, () => undefined);
      await page.goto(gridAddress(crowded, buildingId));
      await dayOf(page, t('common.loading')).waitFor({ state: 'attached' });
    },
  },
  {
    name: 'grid-error',
    open: async (page, { t, crowded, buildingId }) => {
      await withoutFirstAnswers(page);
      await page.route(availabilityRequests, (route) => route.abort());
      await page.goto(gridAddress(crowded, buildingId));
      await page.getByText(t('grid.errorTitle')).waitFor();
    },
  },
];

/** A stretch of that state: a cell of the grid, or on a phone a line of the room's day. */
function dayOf(page: Page, state: string) {
  return page
    .locator(`td[aria-label*="${state}"]`)
    .or(page.getByRole('listitem').filter({ hasText: state }))
    .first();
}
