import type { Locator, Page } from 'playwright';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import type { Locale } from '@/lib/i18n/locales';
import { bookingForm, titleField } from '@/tests/e2e/pages';
import { formAddress, type Slot } from '@/tests/e2e/slots';
import { type Words, wordsIn } from '@/tests/e2e/words';

export interface WantedWeeks {
  readonly first: Slot;
  readonly roomId: string;
  readonly title: string;
  readonly count: number;
}

const english = wordsIn('en');

/** Fills in the form for so many weeks; the dates are looked at as it comes to stand still. */
export async function askWeekly(page: Page, wanted: WantedWeeks, t = english): Promise<Locator> {
  await page.goto(formAddress(wanted.first, wanted.roomId));
  const form = bookingForm(page, t);
  await titleField(page, t).fill(wanted.title);
  await form.getByLabel(t('repeat.label')).selectOption({ label: t('repeat.kind.weekly') });
  await form.getByLabel(t('repeat.count')).fill(String(wanted.count));
  return form;
}

/** The dates that cannot be had as they are, one row each. */
export function troubleTable(form: Locator, t: Words = english): Locator {
  return form.getByRole('table', { name: t('dates.trouble') });
}

/** Unfolds the dates that are free, one row each. */
export async function openFreeDates(form: Locator, count: number): Promise<Locator> {
  await form.getByRole('button', { name: english('dates.showOthers', { count }) }).click();
  return form.getByRole('table', { name: english('dates.title') });
}

/** The date and the time of each row of a table of dates. */
export async function datesShown(table: Locator): Promise<readonly string[]> {
  const texts = await table.getByRole('rowheader').allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, ' '));
}

/** As its row shows a date. */
export function asShown(slot: Slot): string {
  return `${dayShown(slot)} ${slot.range}`;
}

/** `Mon 23 Nov 2026`. */
export function dayShown({ date }: Slot): string {
  return formatCalendarDate(date, 'shortWithYear', 'en');
}

/** The date as the names of buttons tell it: `Monday 23 November`. */
export function dayNamed({ date }: Slot, locale: Locale = 'en'): string {
  return formatCalendarDate(date, 'long', locale);
}
