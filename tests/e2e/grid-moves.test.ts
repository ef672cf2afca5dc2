import type { Page, Route } from 'playwright';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { dragInGrid } from '@/tests/e2e/drag-in-grid';
import { gridCell, pageIsAlive } from '@/tests/e2e/pages';
import { bookingBody, bookingsAddress, gridAddress, type Slot, slotAt } from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { violationsOf } from '@/tests/e2e/violations-of';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Place } from '@/tests/support/make-place';
import type { Visitor } from '@/tests/support/visitor';

const t = wordsIn('en');
const changes = '**/api/v1/bookings/*';
const bookingList = z.object({
  items: z.array(
    z.object({
      title: z.string(),
      start: z.string(),
      rooms: z.array(z.object({ name: z.string() })),
    }),
  ),
});

describeInChromium('own bookings in the grid', () => {
  let stage: Stage;
  let place: Place;
  let alice: Visitor;
  const noon = slotAt('12:00', 60);
  const at = (time: string, minutes: number) => slotAt(time, minutes);

  beforeAll(async () => {
    stage = await openStage();
    place = await stage.place({ name: 'Lumière', kind: 'local', addresses: [{}, {}] });
    alice = await stage.enter('alice', { role: 'employee' });
    await stage.app.token('omar@example.org', 'employee');
    return async () => {
      await alice.close();
      await stage.stop();
    };
  }, appStartTimeoutMs);
  afterEach(() => expect(alice.troubles).toEqual([]));

  const book = async (who: string, slot: Slot, title: string, room = 0) => {
    const body = bookingBody(slot, place.roomIds[room] ?? '', title);
    expect((await stage.api(who, '/api/v1/bookings', body)).status).toBe(201);
  };
  const mine = (page: Page, room: string, slot: Slot, title: string) =>
    gridCell(page, room, `${slot.range}, ${t('grid.mine')}: ${title}`);
  /** Where the rooms are booked, asked past the page. */
  const placesOf = async (title: string) => {
    const { content } = await stage.api('alice', bookingsAddress(at('00:00', 24 * 60)));
    return bookingList
      .parse(content)
      .items.filter((booking) => booking.title === title)
      .map(({ start, rooms }) => `${rooms.map(({ name }) => name)} ${Date.parse(start)}`);
  };
  it('are dragged to another time and room, honestly, and back', async () => {
    const { page } = alice;
    await book('alice', noon, 'Dragged');
    await book('omar', at('15:00', 60), 'In the way', 1);
    await page.goto(gridAddress(noon, place.buildingId));
    const before = mine(page, 'Lumière 1', noon, 'Dragged');
    await before.waitFor();

    await dragInGrid(page, before, 0.5, { quarters: 12, rooms: 1 });
    await page.getByText('15:00–16:00, not available', { exact: true }).waitFor();
    await expectNoViolations(page);
    await page.mouse.up();
    await before.waitFor();
    expect(await placesOf('Dragged')).toEqual([`Lumière 1 ${noon.start}`]);

    const patched = new Promise<Route>((resolve) => {
      void page.route(changes, (route) =>
        route.request().method() === 'PATCH' ? resolve(route) : route.continue(),
      );
    });
    await dragInGrid(page, before, 0.5, { quarters: 4, rooms: 1 });
    await page.mouse.up();
    const route = await patched;
    expect(route.request().headers()['if-match']).toMatch(/^"/);
    await page.getByText(`13:00–14:00, ${t('grid.moving')}`, { exact: true }).waitFor();
    expect(await before.count()).toBe(1);
    await route.continue();
    await page.unroute(changes);
    const one = at('13:00', 60);
    await mine(page, 'Lumière 2', one, 'Dragged').waitFor();
    await page.getByText(`“Dragged” is in Lumière 2 now, ${one.range}.`).waitFor();
    expect(await placesOf('Dragged')).toEqual([`Lumière 2 ${one.start}`]);

    await page.getByRole('button', { name: t('grid.undo') }).click();
    await before.waitFor();
    expect(await placesOf('Dragged')).toEqual([`Lumière 1 ${noon.start}`]);

    await dragInGrid(page, before, 0.96, { quarters: 2 });
    await page.mouse.up();
    const longer = at('12:00', 90);
    await mine(page, 'Lumière 1', longer, 'Dragged').waitFor();
    await dragInGrid(page, mine(page, 'Lumière 1', longer, 'Dragged'), 0.03, { quarters: 2 });
    await page.mouse.up();
    await mine(page, 'Lumière 1', at('12:30', 60), 'Dragged').waitFor();

    await dragInGrid(page, mine(page, 'Lumière 1', at('12:30', 60), 'Dragged'), 0.5, {
      quarters: 2,
    });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await mine(page, 'Lumière 1', at('12:30', 60), 'Dragged').waitFor();
  });

  it('a move that fails leaves the booking where it was and says so', async () => {
    const { page } = alice;
    await book('alice', at('09:00', 30), 'Kept');
    await page.goto(gridAddress(noon, place.buildingId));
    const kept = mine(page, 'Lumière 1', at('09:00', 30), 'Kept');
    await kept.waitFor();
    await page.route(changes, async (route) => {
      if (route.request().method() === 'PATCH') await book('omar', at('10:00', 30), 'Quicker');
      await route.continue();
    });
    await dragInGrid(page, kept, 0.5, { quarters: 4 });
    await page.mouse.up();
    const said = page
      .getByRole('alert')
      .filter({ hasText: `“Kept” stays in Lumière 1, 09:00–09:30.` });
    await said.waitFor();
    await page.unroute(changes);
    await kept.waitFor();
    expect(await placesOf('Kept')).toEqual([`Lumière 1 ${at('09:00', 30).start}`]);
  });

  it('are moved, made longer and cancelled by keyboard alone, and heard', async () => {
    const { page } = alice;
    const day = formatCalendarDate(noon.date, 'long', 'en');
    await book('alice', at('08:00', 30), 'By keys');
    await page.goto(gridAddress(noon, place.buildingId));
    await mine(page, 'Lumière 1', at('08:00', 30), 'By keys').waitFor();
    const heard = (name: string) =>
      page.locator(`td:focus[aria-label=${JSON.stringify(name)}]`).waitFor();
    await pageIsAlive(page);
    await page.locator('td[tabindex="0"]').focus();
    await heard(`Lumière 1, ${day}, 08:00–08:15, my booking: By keys`);
    await page.keyboard.press('m');
    await heard(`Lumière 1, ${day}, 08:00–08:30, “By keys” is held here: free`);
    for (const key of ['ArrowDown', 'ArrowLeft', 'ArrowLeft', 'Shift+ArrowRight']) {
      await page.keyboard.press(key);
    }
    await heard(`Lumière 2, ${day}, 07:30–08:15, “By keys” is held here: free`);
    await page.keyboard.press('Enter');
    await page.getByText('“By keys” is in Lumière 2 now, 07:30–08:15.').waitFor();
    await expectNoViolations(page);
    await heard(`Lumière 2, ${day}, 07:30–07:45, my booking: By keys`);
    await page.keyboard.press('Control+z');
    await mine(page, 'Lumière 1', at('08:00', 30), 'By keys').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'By keys' });
    await dialog.getByRole('button', { name: t('grid.carry') }).waitFor();
    await expectNoViolations(page);
    await dialog.getByRole('button', { name: t('grid.step.later') }).click();
    await mine(page, 'Lumière 1', at('08:15', 30), 'By keys').waitFor();
    await heard(`Lumière 1, ${day}, 08:15–08:30, my booking: By keys`);
    await page.keyboard.press('Delete');
    const sure = page.getByRole('alertdialog', { name: t('bookings.cancelTitle') });
    const cancel = sure.getByRole('button', { name: t('bookings.cancel'), exact: true });
    await cancel.waitFor();
    while (!(await cancel.evaluate((node) => node === document.activeElement))) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await sure.waitFor({ state: 'detached' });
    await heard(`Lumière 1, ${day}, 08:15–08:30, free until 09:00`);
  });

  it('while one is being moved the keys go on, and neither it nor another is taken up', async () => {
    const { page } = alice;
    const said = (title: string) =>
      page.getByText(t('grid.stillMoving', { title }), { exact: true });
    await book('alice', at('17:00', 30), 'Slow');
    await book('alice', at('18:00', 30), 'Waiting');
    await page.goto(gridAddress(at('17:00', 30), place.buildingId));
    const slow = mine(page, 'Lumière 1', at('17:00', 30), 'Slow');
    await slow.waitFor();
    await pageIsAlive(page);
    const patched = new Promise<Route>((resolve) => {
      void page.route(changes, (route) =>
        route.request().method() === 'PATCH' ? resolve(route) : route.continue(),
      );
    });
    await dragInGrid(page, slow, 0.5, { quarters: 1 });
    await page.mouse.up();
    const route = await patched;
    await page.locator('td:focus[aria-label$="“Slow” is being moved here"]').waitFor();
    await page.keyboard.press('Delete');
    await said('Slow').waitFor();
    for (let cell = 0; cell < 4; cell += 1) await page.keyboard.press('ArrowRight');
    const waiting = `td:focus[aria-label$="${t('grid.mine')}: Waiting"]`;
    await page.locator(waiting).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('m');
    await said('Slow').waitFor();
    expect(await page.getByText(t('grid.putBack'), { exact: true }).count()).toBe(0);
    await route.continue();
    await page.unroute(changes);
    await page.getByText('“Slow” is in Lumière 1 now, 17:15–17:45.').waitFor();
    await page.locator(waiting).waitFor();
    await page.keyboard.press('Delete');
    await page.getByRole('alertdialog', { name: t('bookings.cancelTitle') }).waitFor();
    await page.keyboard.press('Escape');
  });
});

async function expectNoViolations(page: Page): Promise<void> {
  for (const scheme of ['dark', 'light'] as const) {
    expect.soft(await violationsOf(page, scheme)).toEqual([]);
  }
}
