import type { Page } from 'playwright';
import type { PageState } from '@/tests/e2e/page-states/page-state';
import type { Scene } from '@/tests/e2e/scene';

async function openNew(page: Page, { t }: Scene): Promise<void> {
  await page.goto('/admin/connections/new');
  await page.getByRole('radio', { name: t('connections.kind.graph') }).check();
  await page.getByText(t('connections.more')).click();
}

async function openLocal(page: Page, { t }: Scene): Promise<void> {
  await page.goto('/admin/connections');
  await page.locator('main').getByRole('link', { name: 'Foyer’s own calendar' }).click();
  await page.getByRole('button', { name: t('connections.test') }).waitFor();
}

/** The administrators' pages. */
export const connectionStates: readonly PageState[] = [
  {
    name: 'connections',
    as: 'admin',
    isPictured: true,
    open: async (page) => {
      await page.goto('/admin/connections');
      await page.locator('main li a').first().waitFor();
    },
  },
  { name: 'connection-new', as: 'admin', isPictured: true, open: openNew },
  {
    name: 'connection-new-errors',
    as: 'admin',
    open: async (page, scene) => {
      await openNew(page, scene);
      await page.getByRole('button', { name: scene.t('connections.save') }).click();
      await page.getByText(scene.t('connections.required')).first().waitFor();
    },
  },
  {
    name: 'connection-tried',
    as: 'admin',
    isPictured: true,
    open: async (page, scene) => {
      await openLocal(page, scene);
      await page.getByRole('button', { name: scene.t('connections.testWriting') }).click();
      await page.getByRole('heading', { name: scene.t('connections.can') }).waitFor();
      await page.getByText(scene.t('connections.trial.step.remove')).waitFor();
    },
  },
  {
    name: 'connection-without-rooms',
    as: 'admin',
    open: async (page, scene) => {
      await openLocal(page, scene);
      await page.getByRole('button', { name: scene.t('connections.find') }).click();
      await page.getByText(scene.t('connections.noRoomsHere')).waitFor();
    },
  },
  {
    name: 'connection-remove',
    as: 'admin',
    open: async (page, scene) => {
      await openLocal(page, scene);
      await page.getByRole('button', { name: scene.t('connections.remove') }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'connections-refused',
    open: async (page, { t }) => {
      await page.goto('/admin/connections');
      await page.getByText(t('connections.refusedTitle')).waitFor();
    },
  },
];
