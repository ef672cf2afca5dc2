import type { Locator, Page } from 'playwright';
import { zoneCookie } from '@/app/_components/device-cookies';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import type { Slot } from '@/tests/e2e/slots';
import { type Words, wordsIn } from '@/tests/e2e/words';

const english = wordsIn('en');

/** Until the page's scripts run, it can be read and not used; what waits by itself needs not this. */
export async function pageIsAlive(page: Page): Promise<void> {
  await page.locator('main [inert]').waitFor({ state: 'detached' });
}

/**
 * The next page is asked for as by a browser whose clock the server does not know: it answers nothing
 * ahead. A page tells of its clock as it comes alive.
 */
export async function withoutFirstAnswers(page: Page): Promise<void> {
  await pageIsAlive(page);
  await page.context().clearCookies({ name: zoneCookie });
}

/** The row of a room in the results of a search. */
export function resultRow(page: Page, room: string): Locator {
  return page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: room, exact: true }) });
}

/** Stretches of a room's day in the grid; times and state are what their name goes on with. */
export function gridCell(page: Page, room: string, timesAndState: string): Locator {
  const [name, rest] = [`${room}, `, timesAndState].map((text) => JSON.stringify(text));
  return page.locator(`td[aria-colspan][aria-label^=${name}][aria-label*=${rest}]`);
}

/** Asks the search form for a time in a building, as a person does. */
export async function chooseInSearch(page: Page, building: string, slot: Slot): Promise<void> {
  const form = page.getByRole('search');
  await form.getByLabel('Building').selectOption({ label: building });
  await form.getByRole('button', { name: /^Date: / }).click();
  const month = page.getByRole('dialog', { name: 'Choose a date' });
  const day = month.getByRole('button', { name: formatCalendarDate(slot.date, 'full', 'en') });
  await month.getByRole('table').waitFor();
  if ((await day.count()) === 0) await month.getByRole('button', { name: 'Next month' }).click();
  await day.click();
  await form.getByLabel('From').selectOption({ label: slot.time });
}

/** The booking form, in a dialog or on its page. */
export function bookingForm(page: Page, t: Words = english): Locator {
  return page.locator('form').filter({ has: titleField(page, t) });
}

export function titleField(page: Page, t: Words = english): Locator {
  return page.getByRole('textbox', { name: t('book.meetingTitle') });
}

/** Fills in the open form and sends it. */
export async function sendForm(page: Page, room: string, slot: Slot, title: string): Promise<void> {
  const form = bookingForm(page);
  await titleField(page).fill(title);
  await form.getByRole('button', { name: `Book ${room}, ${slot.range}` }).click();
}
