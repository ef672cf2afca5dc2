import type { Page } from 'playwright';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LateSystem, lateSystems } from '@/tests/e2e/late-systems';
import { chooseInSearch, resultRow } from '@/tests/e2e/pages';
import { slotAt } from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Visitor } from '@/tests/support/visitor';

const t = wordsIn('en');
const answerMs = 15_000;
const trialMs = 45_000;
const slip = 'not-the-5ecret';
const secretOf = { graph: 'clientSecret', ews: 'password' } as const;

describeInChromium('an administrator connects a calendar system', () => {
  let stage: Stage;
  let admin: Visitor;
  let employee: Visitor;

  beforeAll(async () => {
    stage = await openStage();
    admin = await stage.enter('ada', { role: 'admin' });
    employee = await stage.enter('emil', { role: 'employee' });
    return stage.stop;
  }, appStartTimeoutMs);
  afterEach(() => expect([...admin.troubles, ...employee.troubles]).toEqual([]));

  const field = (page: Page, name: string) => page.locator(`form [name="${name}"]`);
  const test = (page: Page) => page.getByRole('button', { name: t('connections.test') }).click();
  const save = (page: Page) => page.getByRole('button', { name: t('connections.save') }).click();

  /** As it would be typed, but for a secret that is wrong. */
  async function fillIn(page: Page, { kind, options }: LateSystem, name: string): Promise<void> {
    await page.getByRole('radio', { name: t(`connections.kind.${kind}`) }).check();
    await page.getByText(t('connections.more')).click();
    await field(page, 'name').fill(name);
    for (const [option, value] of Object.entries(options)) {
      const control = field(page, option);
      if (option === 'auth') await control.selectOption(String(value));
      else await control.fill(option === secretOf[kind] ? slip : String(value));
    }
  }

  describe.each(lateSystems)('$name', ({ name, building, start }) => {
    let system: LateSystem;
    beforeAll(async () => {
      system = await start();
      return system.stop;
    });

    it('with a wrong secret: told in words, mended, tested, its rooms taken in and found', async () => {
      const page = await admin.context.newPage();
      await page.goto('/admin/connections');
      await page.getByRole('link', { name: t('connections.add') }).click();
      await fillIn(page, system, name);
      await save(page);
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      await test(page);
      const refused = page.getByRole('alert').filter({
        hasText: t('connections.problem.unauthenticated'),
      });
      await refused.waitFor({ timeout: answerMs });
      expect(await page.content()).not.toContain(slip);

      const secret = secretOf[system.kind];
      await field(page, secret).fill(String(system.options[secret]));
      await save(page);
      await page.getByText(t('connections.saved')).waitFor();
      expect(await field(page, secret).inputValue()).toBe('');
      await test(page);
      await page.getByText(/^The connection works/).waitFor({ timeout: answerMs });

      await page.getByRole('button', { name: t('connections.find') }).click();
      for (const room of system.rooms) {
        await page.getByRole('checkbox', { name: new RegExp(room.email) }).check();
      }
      await page.getByLabel(t('connections.building'), { exact: true }).selectOption({
        label: t('connections.newBuilding'),
      });
      await page.getByLabel(t('connections.buildingName')).fill(building);
      await page.getByRole('button', { name: t('connections.take', { count: 2 }) }).click();
      await page.getByText(t('connections.taken', { count: 2 })).waitFor();
      expect(await page.getByText(t('connections.inFoyer'), { exact: true }).count()).toBe(2);
      await page.getByRole('button', { name: t('connections.testWriting') }).click();
      const shown = page.getByText(t('connections.trial.step.remove'));
      await shown.waitFor({ timeout: trialMs });
      const lines = await page.locator('li', { has: page.locator('svg') }).allTextContents();
      expect(lines.filter((line) => !line.endsWith(t('connections.trial.outcome.proved')))).toEqual(
        [],
      );
      await page.close();

      await employee.page.goto('/');
      await chooseInSearch(employee.page, building, slotAt('10:00', 30));
      for (const { email } of system.rooms) await resultRow(employee.page, email).waitFor();
    });
  });

  it('and is told at the fields what is missing or wrong', async () => {
    const { page } = admin;
    await page.goto('/admin/connections/new');
    await page.getByRole('radio', { name: t('connections.kind.ews') }).check();
    await save(page);
    expect(await page.getByText(t('connections.required')).count()).toBe(3);
    expect(await field(page, 'name').evaluate((node) => node === document.activeElement)).toBe(
      true,
    );
    await field(page, 'name').fill('Nowhere');
    await field(page, 'serverUrl').fill('http://plain.example.org/');
    await field(page, 'password').fill('x');
    await save(page);
    await page.getByText(t('connections.wrong')).waitFor();
    expect(await field(page, 'serverUrl').getAttribute('aria-invalid')).toBe('true');
  });

  it('and removes one that no room uses; one in use stays', async () => {
    const { page } = admin;
    await page.goto('/admin/connections/new');
    await page.getByRole('radio', { name: t('connections.kind.local') }).check();
    await field(page, 'name').fill('Spare');
    await save(page);
    await page.getByRole('heading', { name: 'Spare', level: 1 }).waitFor();
    const remove = page.getByRole('button', { name: t('connections.remove') });
    await remove.click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: t('connections.remove') })
      .click();
    await page.getByRole('heading', { name: t('connections.title'), level: 1 }).waitFor();
    expect(await page.getByRole('link', { name: 'Spare' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Exchange', exact: true }).click();
    await remove.click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: t('connections.remove') })
      .click();
    await page.getByText(t('problem.in-use')).waitFor();
  });

  it('and nobody else does', async () => {
    await employee.page.goto('/admin/connections');
    await employee.page.getByText(t('connections.refusedTitle')).waitFor();
    expect(await employee.page.getByRole('link', { name: t('nav.connections') }).count()).toBe(0);
  });
});
