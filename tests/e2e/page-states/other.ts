import type { PageState } from '@/tests/e2e/page-states/page-state';

export const otherStates: readonly PageState[] = [
  {
    name: 'sign-in',
    as: 'nobody',
    isPictured: true,
    open: async (page, { t }) => {
      await page.goto('/sign-in');
      await page.getByText(t('signIn.demoTitle')).waitFor();
    },
  },
  {
    name: 'sign-in-error',
    as: 'nobody',
    open: async (page, { t }) => {
      await page.goto('/sign-in?error=OAuthCallback');
      await page.getByText(t('signIn.error.OAuthCallback')).waitFor();
    },
  },
  {
    name: 'room',
    isPictured: true,
    open: async (page, { room }) => {
      await page.goto(`/rooms/${room.id}`);
      await page.getByRole('heading', { name: room.name, level: 1 }).waitFor();
      await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
    },
  },
  {
    name: 'room-address',
    open: async (page, { t, room }) => {
      await page.goto(`/rooms/${room.id}`);
      const make = page
        .getByRole('button', { name: t('room.feedMake') })
        .or(page.getByRole('button', { name: t('room.feedRenew') }));
      await make.click();
      await page.getByLabel(t('room.feedAddress')).waitFor();
      await page.getByRole('button', { name: t('room.feedRevoke') }).waitFor();
    },
  },
  {
    name: 'room-door',
    isPictured: true,
    open: async (page, { t, room }) => {
      await page.goto(`/rooms/${room.id}/door`);
      await page.getByRole('button', { name: t('room.doorPrint') }).waitFor();
    },
  },
  {
    name: 'room-unknown',
    open: async (page, { t }) => {
      await page.goto('/rooms/nowhere');
      await page.getByText(t('room.notFoundTitle')).waitFor();
    },
  },
  {
    name: 'person-menu',
    open: async (page, { t }) => {
      await page.goto('/book');
      await page.getByRole('button', { name: t('nav.person', { name: 'Alice Martin' }) }).click();
      await page.getByLabel(t('nav.theme')).waitFor();
    },
  },
  {
    name: 'settings',
    isPictured: true,
    open: async (page, { t }) => {
      await page.goto('/settings');
      await page.getByRole('heading', { name: t('settings.title'), level: 1 }).waitFor();
      await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
      await page
        .getByRole('button', { name: t('settings.revoke') })
        .first()
        .waitFor();
    },
  },
  {
    name: 'accessibility',
    isPictured: true,
    open: async (page, { t }) => {
      await page.goto('/accessibility');
      await page.getByRole('heading', { name: t('accessibilityPage.title'), level: 1 }).waitFor();
    },
  },
  {
    name: 'keyboard-help',
    isPictured: true,
    open: async (page, { t }) => {
      await page.goto('/help/keyboard');
      await page.getByRole('heading', { name: t('keyboard.title'), level: 1 }).waitFor();
    },
  },
  {
    name: 'not-found',
    open: async (page, { t }) => {
      await page.goto('/nowhere');
      await page.getByText(t('notFoundPage.title')).waitFor();
    },
  },
  {
    name: 'api-docs',
    open: async (page) => {
      await page.goto('/api/docs');
      await page.getByRole('heading', { name: 'Foyer API', level: 1 }).waitFor();
    },
  },
];
