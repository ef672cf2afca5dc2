import type { Page } from 'playwright';
import type { PageState } from '@/tests/e2e/page-states/page-state';
import type { Scene } from '@/tests/e2e/scene';
import { townLogo } from '@/tests/support/logos';

const address = '/admin/appearance';
const endpoint = '**/api/v1/admin/appearance';

async function openForm(page: Page, { t }: Scene): Promise<void> {
  await page.goto(address);
  await page.getByLabel(t('appearance.accent'), { exact: true }).waitFor();
}

function chooseLogo(page: Page, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  return page
    .locator('input[name="logo"]')
    .setInputFiles({ name, mimeType: 'image/svg+xml', buffer });
}

/** The page for an organisation's looks; nothing is saved, since every other page would show it. */
export const appearanceStates: readonly PageState[] = [
  {
    name: 'appearance',
    as: 'admin',
    isPictured: true,
    open: async (page, scene) => {
      await openForm(page, scene);
      await page.getByLabel(scene.t('appearance.name')).fill('Ville de Lyon');
      await chooseLogo(page, 'logo.svg', townLogo);
      await page.getByLabel(scene.t('appearance.accent'), { exact: true }).fill('#e1000f');
      await page.locator('figure img').nth(1).waitFor();
      await page.getByText('#d6000e').waitFor();
    },
  },
  { name: 'appearance-own', as: 'admin', open: openForm },
  {
    name: 'appearance-refused',
    as: 'admin',
    open: async (page, scene) => {
      await openForm(page, scene);
      await page.getByLabel(scene.t('appearance.name')).fill('');
      await page.getByRole('button', { name: scene.t('appearance.save') }).click();
      await page.getByText(scene.t('appearance.nameMissing')).waitFor();
      await chooseLogo(page, 'a-logo-with-a-long-name-that-somebody-gave-it.svg', 'no image');
      await page.getByRole('alert').filter({ hasText: 'a-logo' }).waitFor();
      await page.getByLabel(scene.t('appearance.accent'), { exact: true }).fill('#808080');
      await page.locator('input[name="accent"][aria-invalid]').waitFor();
    },
  },
  {
    name: 'appearance-not-saved',
    as: 'admin',
    open: async (page, scene) => {
      await openForm(page, scene);
      await page.route(endpoint, (route) =>
        route.request().method() === 'PATCH' ? route.abort() : route.continue(),
      );
      await page.getByRole('button', { name: scene.t('appearance.save') }).click();
      await page.getByText(scene.t('appearance.saveFailed')).waitFor();
    },
  },
  {
    name: 'appearance-loading',
    as: 'admin',
    open: async (page) => {
      // Never answered.
      await page.route(endpoint, () => undefined);
      await page.goto(address);
      await page.locator('main .skeleton').first().waitFor();
    },
  },
  {
    name: 'appearance-error',
    as: 'admin',
    open: async (page, { t }) => {
      await page.route(endpoint, (route) => route.abort());
      await page.goto(address);
      await page.getByText(t('appearance.errorTitle')).waitFor();
    },
  },
];
