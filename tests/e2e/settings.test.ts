import { afterEach, beforeAll, expect, it } from 'vitest';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Place } from '@/tests/support/make-place';
import type { Visitor } from '@/tests/support/visitor';

describeInChromium('settings', () => {
  let stage: Stage;
  let house: Place;
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    stage = await openStage();
    house = await stage.place({ name: 'House', kind: 'local', addresses: [{}] });
    return stage.stop;
  }, appStartTimeoutMs);
  afterEach(() => Promise.all(visitors.splice(0).map((visitor) => visitor.close())));

  const enter = async () => {
    const visitor = await stage.enter('alice', { role: 'employee', locale: 'en-GB' });
    visitors.push(visitor);
    return visitor.page;
  };

  it('follow the person to another device', async () => {
    const page = await enter();
    await page.getByRole('button', { name: 'Signed in as alice' }).click();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Your time zone').selectOption('America/Toronto');
    await page.getByText('Saved.', { exact: true }).waitFor();
    await page.getByLabel('Language').selectOption({ label: 'Français' });
    await page.getByRole('heading', { name: 'Réglages', level: 1 }).waitFor();
    const elsewhere = await enter();
    await elsewhere.goto('/settings');
    await elsewhere.getByRole('heading', { name: 'Réglages', level: 1 }).waitFor();
    const zone = elsewhere.getByLabel('Votre fuseau horaire');
    expect(await zone.inputValue()).toBe('America/Toronto');
    await elsewhere.getByRole('button', { name: 'Connecté : alice' }).click();
    const menu = elsewhere.getByRole('banner').getByLabel('Langue');
    await menu.selectOption({ label: 'English' });
    await elsewhere.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    // The cookie of the first device still says French.
    await page.reload();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  });

  it('show clocks and weeks as the person reads them', async () => {
    const page = await enter();
    await page.goto('/settings');
    await page.getByLabel('Clock').selectOption({ label: '12 hours (2:30 pm)' });
    await page.getByText('Saved.', { exact: true }).waitFor();
    const saved = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/me'));
    await page.getByLabel('First day of the week').selectOption({ label: 'Sunday' });
    expect((await saved).status()).toBe(200);
    await page.goto('/');
    const form = page.getByRole('search');
    await form.getByLabel('From').selectOption({ label: '2:30 pm' });
    await form.getByRole('button', { name: /^Date: / }).click();
    const first = page.getByRole('dialog', { name: 'Choose a date' }).getByRole('columnheader');
    expect(await first.first().textContent()).toBe('Sun');
  });

  it('make a token that works until it is revoked', async () => {
    const page = await enter();
    await page.goto('/settings');
    await page.getByLabel('What is it for?').fill('Door display');
    await page.getByRole('button', { name: 'Make a token' }).click();
    const token = await page.getByLabel('Token for Door display').inputValue();
    expect((await stage.app.api('/api/v1/me', { token })).status).toBe(200);
    await page.reload();
    const revoke = page.getByRole('button', { name: 'Revoke Door display' });
    await revoke.waitFor();
    expect(await page.getByText(token).count()).toBe(0);
    await revoke.click();
    await revoke.waitFor({ state: 'detached' });
    expect((await stage.app.api('/api/v1/me', { token })).status).toBe(401);
  });

  it('copy the address of a room, or select it where the browser does not copy', async () => {
    const page = await enter();
    await page.goto(`/rooms/${house.roomIds[0]}`);
    await page.getByRole('button', { name: 'Make an address' }).click();
    const address = page.getByLabel('Address for your calendar');
    const copy = page.getByRole('button', { name: 'Copy', exact: true });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await copy.click();
    await page.getByText('Copied.', { exact: true }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await address.inputValue());
    // As on a page without TLS.
    await page.evaluate(() => Reflect.deleteProperty(Navigator.prototype, 'clipboard'));
    await copy.click();
    await page.getByText('Selected.').waitFor();
    const selected = await page.evaluate(() => document.getSelection()?.toString());
    expect(selected).toBe(copied);
  });

  it('sign out everywhere', async () => {
    const lost = await enter();
    const page = await enter();
    await page.goto('/settings');
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    for (const window of [lost, page]) {
      await window.goto('/bookings');
      await window.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    }
  });
});
