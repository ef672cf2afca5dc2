import type { Page } from 'playwright';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { pageIsAlive } from '@/tests/e2e/pages';
import { bookingBody, gridAddress, type Slot, slotAt, weeksAfter } from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { violationsOf } from '@/tests/e2e/violations-of';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import type { Place } from '@/tests/support/make-place';
import type { Visitor } from '@/tests/support/visitor';

const t = wordsIn('en');
const secret = 'An interview';
const nobody = 'http://127.0.0.1:9/';
const unknown = t('grid.unknownBecause', { reason: t('unknownReason.unreachable') });

describeInChromium('views of the grid', () => {
  let stage: Stage;
  let place: Place;
  let alice: Visitor;
  const slot = (time: string) => slotAt(time, 60);
  const day = formatCalendarDate(slot('10:00').date, 'long', 'en');

  beforeAll(async () => {
    stage = await openStage();
    place = await stage.place({ name: 'Lumière', kind: 'local', addresses: [{}, {}] });
    await stage.place({
      name: 'Away',
      kind: 'caldav',
      options: { serverUrl: nobody, username: 'foyer', password: 'secret' },
      addresses: [{ calendarUrl: `${nobody}away/` }],
      buildingId: place.buildingId,
    });
    alice = await stage.enter('alice', { role: 'employee' });
    await stage.app.token('omar@example.org', 'employee');
    await book('alice', slot('10:00'), 'Own');
    await book('omar', slot('15:00'), 'Other');
    return async () => {
      await alice.close();
      await stage.stop();
    };
  }, appStartTimeoutMs);
  afterEach(() => expect(alice.troubles).toEqual([]));

  const book = async (who: string, when: Slot, title: string, more: object = {}) => {
    const body = { ...bookingBody(when, place.roomIds[0] ?? '', title), ...more };
    expect((await stage.api(who, '/api/v1/bookings', body)).status).toBe(201);
  };
  const address = (more: string) => `${gridAddress(slot('10:00'), place.buildingId)}&${more}`;
  const dayLink = (page: Page, room: string, state: string) =>
    page.getByRole('link', { name: `${room}, ${day}, ${state}`, exact: true });

  it('a week shows what is taken and what is not known, live, and leads to its days', async () => {
    const { page } = alice;
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/v1/availability')) asked.push(request.url());
    });
    await page.goto(address('view=week'));
    await dayLink(page, 'Lumière 1', 'not available 15:00–16:00; my booking 10:00–11:00')
      .or(dayLink(page, 'Lumière 1', 'my booking 10:00–11:00; not available 15:00–16:00'))
      .waitFor();
    await dayLink(page, 'Away 1', unknown).waitFor();
    // One question for all days; it is asked again where the page began to listen in the meantime.
    expect(new Set(asked).size).toBe(1);
    expect(asked.length).toBeLessThanOrEqual(2);
    expect(await page.getByRole('columnheader').count()).toBe(1 + 7);
    await expectNoViolations(page);
    await book('alice', slot('18:00'), 'Sudden');
    await dayLink(
      page,
      'Lumière 1',
      'my booking 10:00–11:00 and 18:00–19:00; not available 15:00–16:00',
    ).waitFor({ timeout: 5_000 });

    const focused = (room: string, rest: string) =>
      page.locator(`:focus[aria-label^=${JSON.stringify(`${room}, ${rest}`)}]`).waitFor();
    await pageIsAlive(page);
    await page.locator('td a[tabindex="0"]').focus();
    await focused('Away 1', day);
    for (const key of ['ArrowDown', 'ArrowDown', 'PageDown']) await page.keyboard.press(key);
    const nextWeek = formatCalendarDate(weeksAfter(slot('10:00'), 1).date, 'long', 'en');
    await page.getByRole('link', { name: `Away 1, ${nextWeek}, ${unknown}` }).waitFor();
    await page.keyboard.press('PageUp');
    await focused('Lumière 2', `${day}, free`);
    await page.keyboard.press('Enter');
    await focused('Lumière 2', `${day}, 08:00–08:15, free`);
    expect(page.url()).not.toContain('view=');
    await page.goBack();
    await page.getByLabel(t('grid.view')).selectOption({ label: t('grid.views.workweek') });
    await expect.poll(() => page.getByRole('columnheader').count()).toBe(1 + 5);
  });

  it('rooms are narrowed by what a search asks too, by address and by hand', async () => {
    const { page } = alice;
    const left = (count: number) =>
      page.getByRole('status').filter({ hasText: t('grid.fitting', { count, total: 3 }) });
    await page.goto(address('people=9'));
    await left(0).waitFor();
    await page.getByText(t('search.emptyTitle')).waitFor();
    await page.getByRole('button', { name: t('grid.filtersActive', { count: 1 }) }).click();
    await page.getByRole('button', { name: t('search.fewerPeople') }).click();
    await left(3).waitFor();
    expect(page.url()).toContain('people=8');
    await expectNoViolations(page);
    await page.getByLabel(t('search.accessible')).click();
    await page.getByText(t('search.emptyTitle')).waitFor();
    expect(page.url()).toContain('accessible=true');
    await page.getByRole('button', { name: t('search.clear') }).click();
    await page.locator('tr[data-room]').first().waitFor();
    expect(page.url()).not.toMatch(/people|accessible/);
  });

  it('every room is printed, black on white, with what is not known, without secrets', async () => {
    const { page } = alice;
    const total = 30;
    const addresses = Array.from({ length: total }, () => ({}));
    const many = await stage.place({ name: 'Noether', kind: 'local', addresses });
    await page.goto(gridAddress(slot('10:00'), many.buildingId));
    await page.locator('tr[data-room]').first().waitFor();
    await pageIsAlive(page);
    expect(await page.locator('tr[data-room]').count()).toBeLessThan(total);
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);

    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const title = formatCalendarDate(slot('10:00').date, 'full', 'en');
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await page.getByText(`Noether, ${t('grid.rooms', { count: total })}`).waitFor();
    expect(await page.getByRole('rowheader', { name: /^Noether \d+ / }).count()).toBe(total);
    expect(await page.getByRole('button').or(page.getByRole('combobox')).count()).toBe(0);

    await page.emulateMedia({ media: null });
    await page.goto(`${gridAddress(slot('10:00'), many.buildingId)}&view=week`);
    await page.getByRole('link', { name: `Noether 1, ${day}, free` }).waitFor();
    expect(await page.locator('tbody tr').count()).toBeLessThan(total);
    await book('alice', slot('12:00'), secret, { visibility: 'private' });
    await page.goto(address('zoom=60'));
    await page.locator('tr[data-room]').first().waitFor();
    await pageIsAlive(page);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const own = page.getByRole('row', { name: 'Lumière 1' });
    await own.getByText('Own', { exact: true }).waitFor();
    await own.getByText(t('grid.mine'), { exact: true }).waitFor();
    expect(await own.getByText(secret).count()).toBe(0);
    const away = page.getByRole('row', { name: 'Away 1' });
    const noInformation = away.getByText(unknown).locator('xpath=..');
    const look = await noInformation.evaluate((node) => {
      const { backgroundImage, color } = getComputedStyle(node);
      return { backgroundImage, color };
    });
    expect(look.backgroundImage).toContain('repeating-linear-gradient');
    expect(look.color).toBe('rgb(0, 0, 0)');
    await page.emulateMedia({ media: null, colorScheme: null });
    await page.getByRole('button', { name: t('grid.print') }).waitFor();
    await page.locator('.printed-grid').waitFor({ state: 'detached' });
  });
});

async function expectNoViolations(page: Page): Promise<void> {
  for (const scheme of ['dark', 'light'] as const) {
    expect.soft(await violationsOf(page, scheme)).toEqual([]);
  }
}
