import { afterEach, beforeAll, expect, it } from 'vitest';
import { pageIsAlive, resultRow } from '@/tests/e2e/pages';
import { searchAddress, slotAt } from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Place } from '@/tests/support/make-place';
import type { Visitor } from '@/tests/support/visitor';

const t = wordsIn('en');
const room = 'Cantor 1';

describeInChromium('a search that is changed', () => {
  let stage: Stage;
  let place: Place;
  let visitor: Visitor;
  const hour = slotAt('10:00', 60);
  const shorter = slotAt('10:00', 45);

  beforeAll(async () => {
    stage = await openStage();
    place = await stage.place({ name: 'Cantor', kind: 'local', addresses: [{}, {}] });
    visitor = await stage.enter('alice', { role: 'employee' });
    return stage.stop;
  }, appStartTimeoutMs);
  afterEach(() => expect(visitor.troubles).toEqual([]));

  const bookFor = (range: string) =>
    resultRow(visitor.page, room).getByRole('button', {
      name: t('search.bookAction', { room, range }),
    });
  const isChosen = (length: string) =>
    visitor.page.getByRole('radio', { name: length, checked: true }).waitFor();

  it('is what the fields say at once; what is shown keeps its time and is not booked', async () => {
    const { page } = visitor;
    await page.goto(searchAddress(hour, place.buildingId));
    await pageIsAlive(page);
    await bookFor(hour.range).waitFor();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/api/v1/search?**', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('radio', { name: '45 min' }).check();
    await page.getByText(shorter.range, { exact: true }).waitFor();
    await page.locator('main [aria-busy="true"]').waitFor();
    expect(await bookFor(hour.range).isDisabled()).toBe(true);
    expect(await bookFor(shorter.range).count()).toBe(0);
    letGo();
    await bookFor(shorter.range).waitFor();
    expect(await bookFor(shorter.range).isEnabled()).toBe(true);
    expect(await bookFor(hour.range).count()).toBe(0);
  });

  it('goes back with the address, fields and rooms alike', async () => {
    const { page } = visitor;
    await page.goto(searchAddress(hour, place.buildingId));
    await pageIsAlive(page);
    await page.getByRole('radio', { name: '15 min' }).check();
    await page.getByRole('radio', { name: '45 min' }).check();
    await bookFor(shorter.range).waitFor();
    await page.goBack();
    await isChosen('15 min');
    await page.goBack();
    await isChosen('1 hr');
    await bookFor(hour.range).waitFor();
    await page.goForward();
    await isChosen('15 min');
    await bookFor(slotAt('10:00', 15).range).waitFor();
  });
});
