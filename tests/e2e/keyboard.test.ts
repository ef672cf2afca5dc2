import type { Page } from 'playwright';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { bookingForm, pageIsAlive } from '@/tests/e2e/pages';
import {
  bookingBody,
  bookingsAddress,
  gridAddress,
  searchAddress,
  slotAt,
  slotInDays,
} from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { violationsOf } from '@/tests/e2e/violations-of';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Place } from '@/tests/support/make-place';
import type { Visitor } from '@/tests/support/visitor';

const t = wordsIn('en');
const mostTabs = 60;
const bookingList = z.object({ items: z.array(z.object({ start: z.string(), end: z.string() })) });

describeInChromium('by keyboard alone', () => {
  let stage: Stage;
  let place: Place;
  let alice: Visitor;

  beforeAll(async () => {
    stage = await openStage();
    place = await stage.place({ name: 'Lumière', kind: 'local', addresses: [{}, {}] });
    return stage.stop;
  }, appStartTimeoutMs);
  beforeEach(async () => {
    alice = await stage.enter('alice', { role: 'employee' });
  });
  afterEach(async () => {
    expect(alice.troubles).toEqual([]);
    await alice.close();
  });

  it('a room is found and booked', async () => {
    const { page } = alice;
    const slot = slotAt('09:00', 30);
    await page.goto(searchAddress(slot, place.buildingId));
    const book = `Book Lumière 1, ${slot.range}`;
    await page.getByRole('button', { name: book }).first().waitFor();
    await tabTo(page, book);
    await page.keyboard.press('Enter');
    await bookingForm(page).waitFor();
    await tabTo(page, 'Title');
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor();
    await expect.poll(() => nameOfFocus(page)).toBe('Confirmed');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => isFocusLost(page)).toBe(false);
    const { content } = await stage.api('alice', bookingsAddress(slot));
    expect(bookingList.parse(content).items).toHaveLength(1);
  });

  it('a time in the grid is chosen, heard and booked', async () => {
    const { page } = alice;
    const slot = slotAt('10:00', 45);
    const day = formatCalendarDate(slot.date, 'long', 'en');
    await page.goto(gridAddress(slot, place.buildingId));
    const cell = (name: string) => page.locator(`td[tabindex="0"][aria-label^="${name}"]`);
    await cell('Lumière 1').waitFor();
    await page.locator('td[aria-label$="free until the end of the day"]').first().waitFor();
    await tabTo(page, /^Lumière 1, /);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => nameOfFocus(page)).toMatch(/^Lumière 2, /);
    await page.keyboard.press('Home');
    const first = `Lumière 2, ${day}, 00:00–00:15, free until the end of the day`;
    await expect.poll(() => nameOfFocus(page)).toBe(first);
    for (let quarter = 0; quarter < 40; quarter += 1) await page.keyboard.press('ArrowRight');
    const chosen = `Lumière 2, ${day}, 10:00–10:15, free until the end of the day`;
    await expect.poll(() => nameOfFocus(page)).toBe(chosen);
    expect(await isFocusVisible(page)).toBe(true);
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    const told = page.getByRole('status').filter({ hasText: 'selected' });
    await told.getByText(`Lumière 2, ${slot.range} selected.`).waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await bookingForm(page).waitFor();
    await tabTo(page, `Book Lumière 2, ${slot.range}`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => nameOfFocus(page)).toMatch(/^Lumière 2, .* my booking/);
    const { content } = await stage.api('alice', bookingsAddress(slot));
    expect(bookingList.parse(content).items).toMatchObject([
      { start: new Date(slot.start).toISOString().replace('.000', '') },
    ]);
  });

  it('steps are made longer, and cells and selections follow', async () => {
    const { page } = alice;
    const slot = slotAt('13:00', 30);
    const day = formatCalendarDate(slot.date, 'long', 'en');
    const own = bookingBody(slot, place.roomIds[0] ?? '', 'Half');
    expect((await stage.api('alice', '/api/v1/bookings', own)).status).toBe(201);
    await page.goto(gridAddress(slot, place.buildingId));
    await page.locator('td[aria-label$="my booking: Half"]').first().waitFor();
    const heard = (name: string) =>
      page.locator(`td:focus[aria-label=${JSON.stringify(name)}]`).waitFor();
    await pageIsAlive(page);
    await page.locator('td[tabindex="0"]').focus();
    const zoomBy = async (key: string, minutes: string) => {
      await page.keyboard.press(key);
      await expect.poll(() => page.getByLabel(t('grid.zoom')).inputValue()).toBe(minutes);
    };
    await page.keyboard.press('End');
    await zoomBy('-', '30');
    await zoomBy('-', '60');
    expect(page.url()).toContain('zoom=60');
    await heard(`Lumière 1, ${day}, 23:00–00:00, free until the end of the day`);
    for (let hour = 23; hour > 13; hour -= 1) await page.keyboard.press('ArrowLeft');
    const parts = '13:00–13:30 my booking (Half) and 13:30–14:00 free until the end of the day';
    await heard(`Lumière 1, ${day}, 13:00–14:00: ${parts}`);
    expect(await isFocusVisible(page)).toBe(true);
    expect(await violationsOf(page, 'light')).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await heard(`Lumière 1, ${day}, 14:00–16:00, free until the end of the day`);
    await zoomBy('+', '30');
    await page.keyboard.press('Shift+ArrowRight');
    await heard(`Lumière 1, ${day}, 14:00–16:00, free until the end of the day`);
    await page.keyboard.press('Enter');
    await bookingForm(page).waitFor();
    await page.getByRole('button', { name: 'Book Lumière 1, 14:00–16:00' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('another day of the grid is opened, and the past is said to be past', async () => {
    const { page } = alice;
    const slot = slotAt('10:00', 30);
    const yesterday = slotInDays(-1, '10:00', 30);
    await page.goto(gridAddress(slot, place.buildingId));
    await page.locator('td[aria-label$="free until the end of the day"]').first().waitFor();
    await tabTo(page, /^Lumière 1, /);
    for (const days of [1, 0, -1]) {
      const { date } = slotInDays(days, '10:00', 30);
      await page.keyboard.press('PageUp');
      await page.getByRole('heading', { name: formatCalendarDate(date, 'long', 'en') }).waitFor();
    }
    const day = formatCalendarDate(yesterday.date, 'long', 'en');
    await expect.poll(() => nameOfFocus(page)).toMatch(new RegExp(`^Lumière 1, ${day}, .*past`));
    await page.keyboard.press('Enter');
    await page
      .getByText('This time has passed and cannot be booked.')
      .waitFor({ state: 'attached' });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('the keys are listed by one of them, and single ones are turned off for good', async () => {
    const { page } = alice;
    const slot = slotAt('08:00', 30);
    const own = bookingBody(slot, place.roomIds[0] ?? '', 'Taken up');
    expect((await stage.api('alice', '/api/v1/bookings', own)).status).toBe(201);
    await page.goto(gridAddress(slot, place.buildingId));
    await page.locator('td[aria-label$="my booking: Taken up"]').first().waitFor();
    await tabTo(page, /^Lumière 1, .* my booking/);
    const help = page.getByRole('dialog', { name: t('keyboard.title') });
    await page.keyboard.press('?');
    const single = help.getByRole('switch', { name: t('keyboard.singleSwitch') });
    await single.waitFor();
    expect(await violationsOf(page, 'dark')).toEqual([]);
    expect(await violationsOf(page, 'light')).toEqual([]);
    await tabTo(page, t('keyboard.singleSwitch'));
    await page.keyboard.press('Space');
    await help.getByText(t('keyboard.isOff')).first().waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await expect.poll(() => nameOfFocus(page)).toMatch(/^Lumière 1, .* my booking/);
    await page.keyboard.press('?');
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => nameOfFocus(page)).toMatch(/^Lumière 2, .* free/);
    expect(await help.count()).toBe(0);
    await page.getByRole('link', { name: t('app.keyboard'), exact: true }).click();
    await page.getByRole('heading', { name: t('keyboard.title'), level: 1 }).waitFor();
    await page.reload();
    const onPage = page.getByRole('switch', { name: t('keyboard.singleSwitch') });
    await expect.poll(() => onPage.isChecked()).toBe(false);
    await onPage.check();
    await page.goBack();
    await pageIsAlive(page);
    await page.locator('td[tabindex="0"][aria-label$="my booking: Taken up"]').focus();
    await page.keyboard.press('m');
    await page.locator('td:focus[aria-label*="“Taken up” is held here"]').waitFor();
    await page.keyboard.press('Escape');
  });

  it('the dialog keeps the focus until Escape gives it back', async () => {
    const { page } = alice;
    const slot = slotAt('16:00', 30);
    const book = `Book Lumière 1, ${slot.range}`;
    await page.goto(searchAddress(slot, place.buildingId));
    await page.getByRole('button', { name: book }).first().waitFor();
    await tabTo(page, book);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Book a room' });
    await bookingForm(page).waitFor();
    for (let press = 0; press < 20; press += 1) {
      await page.keyboard.press('Tab');
      expect(await dialog.evaluate((node) => node.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => nameOfFocus(page)).toBe(book);
  });
});

/** Presses Tab until what has the focus is called that, each stop with a visible focus. */
async function tabTo(page: Page, wanted: string | RegExp): Promise<void> {
  const names: string[] = [];
  for (let press = 0; press < mostTabs; press += 1) {
    await page.keyboard.press('Tab');
    const name = await nameOfFocus(page);
    expect(await isFocusVisible(page), `the focus is seen on ${name}`).toBe(true);
    if (typeof wanted === 'string' ? name === wanted : wanted.test(name)) return;
    names.push(name);
  }
  throw new Error(`Tab does not come to ${wanted}: ${names.join(' | ')}`);
}

/** What a screen reader calls the element with the focus. */
async function nameOfFocus(page: Page): Promise<string> {
  const focused = page.locator(':focus');
  if ((await focused.count()) === 0) return '';
  const [, name = ''] = /"((?:[^"\\]|\\.)*)"/.exec(await focused.ariaSnapshot()) ?? [];
  return name;
}

function isFocusLost(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement === document.body);
}

/** An outline on the element, or on the label that stands for a hidden radio button. */
function isFocusVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return false;
    return [element, ...(element.parentElement?.children ?? [])].some((candidate) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(candidate);
      return outlineStyle !== 'none' && outlineWidth !== '0px';
    });
  });
}
