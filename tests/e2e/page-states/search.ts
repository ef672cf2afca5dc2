import type { PageState } from '@/tests/e2e/page-states/page-state';
import { resultRow, withoutFirstAnswers } from '@/tests/e2e/pages';
import { searchAddress } from '@/tests/e2e/slots';

const searchRequests = '**/api/v1/search?*';

export const searchStates: readonly PageState[] = [
  {
    name: 'find-a-room',
    isPictured: true,
    open: async (page, { crowded, buildingId, t }) => {
      await page.goto(searchAddress(crowded, buildingId));
      await page.getByRole('heading', { name: t('search.results'), exact: true }).waitFor();
    },
  },
  {
    name: 'find-a-room-series',
    isPictured: true,
    open: async (page, { crowded, buildingId, t }) => {
      await page.goto(`${searchAddress(crowded, buildingId)}&repeat=weekly&count=12`);
      await page
        .getByText(t('search.freeAllDates', { count: 12 }))
        .first()
        .waitFor();
      await page.getByLabel(t('repeat.count')).waitFor();
    },
  },
  {
    name: 'find-a-room-unknown',
    open: async (page, { crowded, annexId }) => {
      await page.goto(searchAddress(crowded, annexId));
      await resultRow(page, 'Verrière').waitFor();
    },
  },
  {
    name: 'find-a-room-empty',
    open: async (page, { crowded, buildingId, t }) => {
      await page.goto(`${searchAddress(crowded, buildingId)}&people=900`);
      await page.getByText(t('search.emptyTitle')).waitFor();
    },
  },
  {
    name: 'find-a-room-error',
    open: async (page, { crowded, buildingId, t }) => {
      await withoutFirstAnswers(page);
      await page.route(searchRequests, (route) => route.abort());
      await page.goto(searchAddress(crowded, buildingId));
      await page.getByText(t('search.errorTitle')).waitFor();
    },
  },
  {
    name: 'find-a-room-loading',
    open: async (page, { crowded, buildingId, t }) => {
      await withoutFirstAnswers(page);
      await page.route(searchRequests, () => undefined);
      await page.goto(searchAddress(crowded, buildingId));
      await page.getByRole('search').waitFor();
      await page.getByText(t('common.loading'), { exact: true }).waitFor({ state: 'attached' });
    },
  },
  {
    name: 'find-a-room-past',
    open: async (page, { buildingId, t }) => {
      await page.goto(`/?date=2026-01-05&time=10:00&building=${buildingId}`);
      await page.getByText(t('search.past')).waitFor();
    },
  },
  {
    name: 'date-picker',
    open: async (page, { crowded, buildingId, t }) => {
      await page.goto(`${searchAddress(crowded, buildingId)}&people=900`);
      await page.getByRole('search').locator('button[aria-haspopup="dialog"]').click();
      await page
        .getByRole('dialog', { name: t('calendar.dialog') })
        .getByRole('table')
        .waitFor();
    },
  },
];
