import type { Page } from 'playwright';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { catalogues } from '@/lib/i18n/catalogues';
import type { Locale } from '@/lib/i18n/locales';
import { bookingForm, pageIsAlive } from '@/tests/e2e/pages';
import { formAddress, gridAddress, searchAddress, slotAt } from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Place } from '@/tests/support/make-place';
import { textsOf } from '@/tests/support/texts-of';
import type { Visitor } from '@/tests/support/visitor';

describeInChromium('languages and clocks', () => {
  let stage: Stage;
  let place: Place;
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    stage = await openStage();
    place = await stage.place({ name: 'Lumière', kind: 'local', addresses: [{}] });
    return stage.stop;
  }, appStartTimeoutMs);
  afterEach(async () => {
    const left = visitors.splice(0);
    expect(left.flatMap(({ troubles }) => troubles)).toEqual([]);
    await Promise.all(left.map((visitor) => visitor.close()));
  });

  const enter = async (options: Parameters<Stage['enter']>[1], name = 'alice') => {
    const visitor = await stage.enter(name, { role: 'employee', ...options });
    visitors.push(visitor);
    return visitor.page;
  };
  const langOf = (page: Page) => page.locator('html').getAttribute('lang');

  it('follows the browser’s language', async () => {
    const slot = slotAt('14:00', 30);
    const french = await enter({ locale: 'fr-FR' });
    await french.goto(searchAddress(slot, place.buildingId));
    await french.getByRole('heading', { name: 'Trouver une salle', level: 1 }).waitFor();
    expect(await langOf(french)).toBe('fr');
    expect(await french.title()).toBe('Trouver une salle – Foyer');
    const date = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'Europe/Paris' });
    const day = date.format(slot.start).replace(/ \d{4}$/, '');
    await french.getByText(day, { exact: false }).first().waitFor();
    const english = await enter({ locale: 'en-GB' });
    expect(await langOf(english)).toBe('en');
  });

  it('sends the words of one language alone', async () => {
    const slot = slotAt('14:00', 30);
    const page = await enter({ locale: 'de-DE' });
    const received: Promise<string>[] = [];
    page.on('response', (answer) => received.push(answer.text().catch(() => '')));
    for (const address of [
      searchAddress(slot, place.buildingId),
      gridAddress(slot, place.buildingId),
      formAddress(slot, place.roomIds[0] ?? ''),
    ]) {
      await page.goto(address);
      await pageIsAlive(page);
    }
    expect(await langOf(page)).toBe('de');
    const sent = (await Promise.all(received)).join('\n');
    expect(longTextsOf('de').filter((text) => sent.includes(text)).length).toBeGreaterThan(100);
    for (const other of ['en', 'fr'] as const) {
      expect(longTextsOf(other).filter((text) => sent.includes(text))).toEqual([]);
    }
  });

  it.each([
    ['fr', 'Français', 'Mes réservations', 'bruno'],
    ['de', 'Deutsch', 'Meine Buchungen', 'dora'],
  ])('changes to %s on demand and keeps it', async (language, label, heading, name) => {
    const page = await enter({ locale: 'en-GB' }, name);
    await page.getByRole('button', { name: `Signed in as ${name}` }).click();
    await page.getByLabel('Language').selectOption({ label });
    await page.getByRole('link', { name: heading }).click();
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    expect(await langOf(page)).toBe(language);
    await page.reload();
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  });

  it('names the room’s zone only to readers whose clocks differ', async () => {
    const slot = slotAt('14:00', 30);
    const near = await enter({ timeZone: 'Europe/Brussels' });
    const far = await enter({ timeZone: 'America/Toronto' });
    for (const [page, isNamed] of [
      [near, false],
      [far, true],
    ] as const) {
      await page.goto(searchAddress(slot, place.buildingId));
      await page.getByText(slot.range, { exact: true }).first().waitFor();
      expect(await page.getByText('Times in Europe/Paris').count()).toBe(isNamed ? 1 : 0);
      await page.goto(gridAddress(slot, place.buildingId));
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByText('Times in Europe/Paris').count()).toBe(isNamed ? 1 : 0);
      await page.goto(formAddress(slot, place.roomIds[0] ?? ''));
      await bookingForm(page).waitFor();
      expect(await page.getByText('Times are those of the room').count()).toBe(isNamed ? 1 : 0);
    }
    await far.getByText('08:00–08:30 on your clock').waitFor();
  });
});

/**
 * Sentences of a catalogue that stand in what is sent as they are written. Those about rules of rooms do
 * not count: the API's answers have them in English, for whoever writes programs.
 */
function longTextsOf(locale: Locale): readonly string[] {
  const { policyRule: _rules, ...words } = catalogues[locale];
  return textsOf(words)
    .map(([, text]) => text)
    .filter((text) => text.length > 30 && !/["{}\\<>&]/.test(text));
}
