import type { PageState } from '@/tests/e2e/page-states/page-state';

export const myBookingsStates: readonly PageState[] = [
  {
    name: 'my-bookings',
    isPictured: true,
    open: async (page, { t }) => {
      await page.goto('/bookings');
      await page.getByText(t('bookings.cancel'), { exact: true }).first().waitFor();
    },
  },
  {
    name: 'my-bookings-past',
    open: async (page, { t }) => {
      await page.goto('/bookings');
      await page.getByRole('link', { name: t('bookings.past') }).click();
      await page.getByRole('region', { name: t('bookings.past') }).waitFor();
      await page
        .getByText(t('status.confirmed'))
        .or(page.getByText(t('bookings.pastEmptyTitle')))
        .first()
        .waitFor();
    },
  },
  {
    name: 'my-bookings-empty',
    as: 'newcomer',
    open: async (page, { t }) => {
      await page.goto('/bookings');
      await page.getByText(t('bookings.upcomingEmptyTitle')).waitFor();
    },
  },
  {
    name: 'my-bookings-cancel',
    open: async (page, { t }) => {
      await page.goto('/bookings');
      await page.getByText(t('bookings.cancel'), { exact: true }).first().click();
      await page.getByRole('alertdialog', { name: t('bookings.cancelTitle') }).waitFor();
    },
  },
];
