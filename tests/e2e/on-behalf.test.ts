import { afterEach, beforeAll, expect, it } from 'vitest';
import { bookingForm, pageIsAlive, titleField } from '@/tests/e2e/pages';
import { formAddress, type Slot, slotAt } from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { violationsOf } from '@/tests/e2e/violations-of';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Place } from '@/tests/support/make-place';
import type { Visitor, VisitorOptions } from '@/tests/support/visitor';

const t = wordsIn('en');

describeInChromium('booking on behalf of somebody', () => {
  let stage: Stage;
  let place: Place;
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    stage = await openStage();
    place = await stage.place({ name: 'Orsay', kind: 'local', addresses: [{}] });
    return stage.stop;
  }, appStartTimeoutMs);
  afterEach(async () => {
    const left = visitors.splice(0);
    expect(left.flatMap(({ troubles }) => troubles)).toEqual([]);
    await Promise.all(left.map((visitor) => visitor.close()));
  });

  const enter = async (name: string, options: Parameters<Stage['enter']>[1]) => {
    const visitor = await stage.enter(name, options);
    visitors.push(visitor);
    return visitor;
  };
  const openForm = async ({ page }: Visitor, slot: Slot) => {
    await page.goto(formAddress(slot, place.roomIds[0] ?? ''));
    await bookingForm(page).waitFor();
    await pageIsAlive(page);
    return bookingForm(page);
  };

  it.each<[NonNullable<VisitorOptions['screen']>, string]>([
    [1280, '09:00'],
    [390, '11:00'],
  ])('is theirs, and both see whose it is: %i wide, by keyboard', async (screen, time) => {
    const title = `For Bob at ${time}`;
    const bob = await enter('bob', { role: 'employee', screen });
    const grace = await enter('grace', { role: 'manager', screen });
    const { page } = grace;
    const form = await openForm(grace, slotAt(time, 30));
    await titleField(page).fill(title);
    await form.getByText(t('book.moreAndBehalf')).press('Enter');
    await form.getByLabel(t('book.attendees')).press('Tab');
    await page.keyboard.type('bob@example.org');
    await form.getByText(t('book.behalfOf', { email: 'bob@example.org' })).waitFor();
    expect(await violationsOf(page, 'light')).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: t('book.confirmedTitle') }).waitFor();
    const organised = t('bookings.by', { name: 'bob' });
    await page.getByText(organised).waitFor();
    await page.goto('/bookings');
    const noted = page.getByRole('listitem').filter({ hasText: title });
    await noted.getByText(organised).waitFor();
    await bob.page.goto('/bookings');
    const own = bob.page.getByRole('listitem').filter({ hasText: title });
    await own.getByRole('button', { name: t('bookings.cancelNamed', { title }) }).waitFor();
    expect(await own.getByText(organised).count()).toBe(0);
  });

  it('an address that nobody has is told at its field, until it is another', async () => {
    const grace = await enter('grace', { role: 'manager' });
    const form = await openForm(grace, slotAt('13:00', 30));
    await form.getByText(t('book.moreAndBehalf')).click();
    const field = form.getByRole('textbox', { name: t('book.behalf') });
    await field.fill('nobody');
    await field.press('Tab');
    await form.getByText(t('book.fieldEmails', { count: 1, list: 'nobody' })).waitFor();
    await field.fill('nobody@example.org');
    await field.press('Enter');
    await form.getByText(t('book.behalfNobody')).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await form.getByRole('alert').getByText(t('problem.invalid-input')).waitFor();
    expect(await violationsOf(grace.page, 'light')).toEqual([]);
    await field.fill('bob@example.org');
    await form.getByText(t('book.behalfNobody')).waitFor({ state: 'detached' });
    expect(await field.getAttribute('aria-invalid')).toBeNull();
  });

  it('of a series is looked at before anything is sent', async () => {
    const grace = await enter('grace', { role: 'manager' });
    const form = await openForm(grace, slotAt('15:00', 30));
    await form.getByLabel(t('repeat.label')).selectOption('weekly');
    await form.getByText(t('book.moreAndBehalf')).click();
    const field = form.getByRole('textbox', { name: t('book.behalf') });
    await field.fill('nobody@example.org');
    await field.press('Tab');
    await form.getByText(t('book.behalfNobody')).waitFor();
    await field.fill('bob@example.org');
    await form.getByText(t('book.behalfNobody')).waitFor({ state: 'detached' });
    await form.getByText(t('dates.allFree', { all: 10 })).waitFor();
  });

  it('is offered to nobody else', async () => {
    const bob = await enter('bob', { role: 'employee' });
    const form = await openForm(bob, slotAt('17:00', 30));
    await form.getByText(t('book.more'), { exact: true }).click();
    await form.getByLabel(t('book.note')).waitFor();
    expect(await form.getByText(t('book.behalf')).count()).toBe(0);
  });
});
