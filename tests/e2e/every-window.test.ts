import type { Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { zoneId } from '@/lib/core/time/zone';
import { formatTimeRange } from '@/lib/i18n/format-time';
import type { Locale } from '@/lib/i18n/locales';
import { dragInGrid } from '@/tests/e2e/drag-in-grid';
import { bookingForm, gridCell, pageIsAlive, resultRow } from '@/tests/e2e/pages';
import { askWeekly, dayNamed, troubleTable } from '@/tests/e2e/series-form';
import {
  bookingBody,
  bookingsAddress,
  formAddress,
  gridAddress,
  type Slot,
  searchAddress,
  slotInDays,
  weeksAfter,
} from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import { freePort } from '@/tests/support/free-port';
import type { Place } from '@/tests/support/make-place';
import type { Screen, Visitor } from '@/tests/support/visitor';

/** Every pair of a width, a language and colours is among them. */
const windows = [
  { screen: 1280, locale: 'en', theme: 'light' },
  { screen: 1280, locale: 'fr', theme: 'dark' },
  { screen: 768, locale: 'en', theme: 'dark' },
  { screen: 768, locale: 'fr', theme: 'light' },
  { screen: 390, locale: 'fr', theme: 'light' },
  { screen: 390, locale: 'en', theme: 'dark' },
] as const satisfies readonly Window[];

interface Window {
  readonly screen: Screen;
  readonly locale: Locale;
  readonly theme: 'light' | 'dark';
}

const bookingList = z.object({ items: z.array(z.object({ status: z.string() })) });
const tags = { en: 'en-GB', fr: 'fr-FR' } as const;
/** From the first page to a booking. */
const mostInteractions = 3;
/** Well before any page asks again by itself. */
const soon = { timeout: 5_000 };

describeInChromium('what everybody does', () => {
  let stage: Stage;
  let open: Place;
  let silent: Place;

  beforeAll(async () => {
    stage = await openStage();
    const addresses = windows.map(() => ({}));
    open = await stage.place({ name: 'Lumière', kind: 'local', addresses });
    const nobody = `http://127.0.0.1:${await freePort()}/`;
    const account = { username: 'svc', password: 'svc', auth: 'basic', writeMode: 'direct' };
    silent = await stage.place({
      name: 'Silent',
      kind: 'caldav',
      options: { ...account, serverUrl: nobody },
      addresses: [{ calendarUrl: `${nobody}svc/room/` }],
    });
    return stage.stop;
  }, appStartTimeoutMs);

  describe.each(windows)('$screen pixels wide, in $locale, $theme', (window) => {
    const { screen, locale, theme } = window;
    const index = windows.indexOf(window);
    const t = wordsIn(locale);
    const name = `person-${index}`;
    /** Each window has a room of its own. */
    const room = `Lumière ${index + 1}`;
    let roomId: string;
    let visitor: Visitor;
    let page: Page;

    beforeAll(async () => {
      roomId = open.roomIds[index] ?? '';
      visitor = await enter();
      page = visitor.page;
    });
    afterEach(() => expect(visitor.troubles).toEqual([]));
    afterAll(() => visitor.close());

    const enter = () =>
      stage.enter(name, { role: 'employee', screen, theme, locale: tags[locale] });
    const rangeOf = (slot: Slot) => formatTimeRange(slot, zoneId(slot.timeZone), locale);
    const bookAs = async (who: string, slot: Slot, title: string) => {
      const body = bookingBody(slot, roomId, title);
      expect((await stage.api(who, '/api/v1/bookings', body)).status).toBe(201);
    };
    /** The room's day, where phones show one room and others a row for each. */
    const shownInGrid = (slot: Slot, state: string): Locator =>
      screen === 390
        ? page
            .getByRole('listitem')
            .filter({ hasText: rangeOf(slot) })
            .filter({ hasText: state })
        : gridCell(page, room, `${rangeOf(slot)}, ${state}`);
    const openGrid = async (slot: Slot) => {
      await page.goto(`${gridAddress(slot, open.buildingId)}&room=${roomId}`);
      await pageIsAlive(page);
    };

    it('a room is found and booked in three interactions', async () => {
      let interactions = 0;
      const press = async (what: Locator) => {
        await what.click();
        interactions += 1;
      };
      const choice = t('search.bookAction', { room, range: '' }).trimEnd();
      await page.goto('/');
      await pageIsAlive(page);
      await press(page.getByRole('button', { name: choice }).first());
      await press(bookingForm(page, t).getByRole('button', { name: room }));
      await page.getByRole('heading', { name: t('book.confirmedTitle') }).waitFor();
      expect(interactions).toBeLessThanOrEqual(mostInteractions);
    });

    it('a series with one date that is taken is booked without it, and ended early', async () => {
      const first = slotInDays(3, '10:00', 30);
      const taken = weeksAfter(first, 1);
      const title = 'Every week';
      await bookAs('omar', taken, 'In the way');
      const form = await askWeekly(page, { first, roomId, title, count: 4 }, t);
      await form.getByText(t('dates.someFree', { free: 3, all: 4 })).waitFor();
      const skip = t('dates.skipNamed', { date: dayNamed(taken, locale) });
      await troubleTable(form, t).getByRole('button', { name: skip }).click();
      await form.getByRole('button', { name: t('book.submitDates', { count: 3 }) }).click();
      await page.getByRole('heading', { name: t('book.confirmedTitle') }).waitFor();
      await page.goto('/bookings');
      const cancel = page.getByRole('button', { name: t('bookings.cancelNamed', { title }) });
      await cancel.nth(1).click();
      const sure = page.getByRole('alertdialog', { name: t('bookings.cancelTitle') });
      await sure.getByRole('radio', { name: t('scope.following') }).check();
      await sure.getByRole('button', { name: t('bookings.cancelDates.following') }).click();
      await sure.waitFor({ state: 'detached' });
      await page.reload();
      await cancel.first().waitFor();
      expect(await cancel.count()).toBe(1);
    });

    it('an own booking is moved, made longer and cancelled', async () => {
      const slot = slotInDays(2, '10:00', 30);
      await bookAs(name, slot, own);
      await openGrid(slot);
      await (screen === 390 ? moveOnItsPage() : moveInGrid());
      const { content } = await stage.api(name, bookingsAddress(slotInDays(2, '00:00', 1_440)));
      expect(bookingList.parse(content).items).toEqual([{ status: 'cancelled' }]);
    });
    const own = 'Moved';
    /** The keyboard is on it where it is, no longer where it was to be. */
    const keysAreOnMine = () =>
      page.locator(`td:focus[aria-label*="${t('grid.mine')}"][aria-label*="${own}"]`).waitFor();
    const mine = (time: string, minutes: number) =>
      shownInGrid(slotInDays(2, time, minutes), t('grid.mine'));

    /** By dragging, by a button and by keys. */
    const moveInGrid = async () => {
      await dragInGrid(page, mine('10:00', 30), 0.5, { quarters: 1 });
      await page.mouse.up();
      await dragInGrid(page, mine('10:15', 30), 0.96, { quarters: 1 });
      await page.mouse.up();
      await mine('10:15', 45).click();
      const dialog = page.getByRole('dialog', { name: own });
      await dialog.getByRole('button', { name: t('grid.step.shorter') }).click();
      await mine('10:15', 30).waitFor();
      await keysAreOnMine();
      for (const key of ['m', 'ArrowRight', 'Shift+ArrowRight', 'Enter']) {
        await page.keyboard.press(key);
      }
      await mine('10:30', 45).waitFor();
      await keysAreOnMine();
      await page.keyboard.press('Delete');
      await cancelSurely();
    };
    /** By the form, as a phone has it. */
    const moveOnItsPage = async () => {
      await mine('10:00', 30).getByRole('link', { name: own }).click();
      await page.getByRole('link', { name: t('change.changeNamed', { title: own }) }).click();
      const choose = (label: string, time: string) =>
        page.getByLabel(label, { exact: true }).selectOption({ label: time });
      await choose(t('book.start'), '10:15');
      await choose(t('book.end'), '11:00');
      await page.getByRole('button', { name: t('change.submit.single') }).click();
      await page.getByRole('heading', { name: t('book.changedTitle') }).waitFor();
      await openGrid(slotInDays(2, '10:15', 45));
      await mine('10:15', 45).getByRole('link', { name: own }).click();
      await page.getByRole('button', { name: t('bookings.cancelNamed', { title: own }) }).click();
      await cancelSurely();
    };
    const cancelSurely = async () => {
      const sure = page.getByRole('alertdialog', { name: t('bookings.cancelTitle') });
      await sure.getByRole('button', { name: t('bookings.cancel'), exact: true }).click();
      await sure.waitFor({ state: 'detached' });
    };

    it('what somebody else does in another browser is seen at once', async () => {
      const slot = slotInDays(4, '10:00', 60);
      await openGrid(slot);
      const other = await stage.enter('omar', { role: 'employee' });
      await other.page.goto(formAddress(slot, roomId));
      await bookingForm(other.page).getByRole('button', { name: room }).click();
      await other.page
        .getByRole('heading', { name: wordsIn('en')('book.confirmedTitle') })
        .waitFor();
      await shownInGrid(slot, t('grid.busy')).waitFor(soon);
      expect(other.troubles).toEqual([]);
      await other.close();
    });

    it('a room whose calendar does not answer is neither free nor bookable', async () => {
      const slot = slotInDays(2, '15:00', 60);
      const reason = t('unknownReason.unreachable');
      await page.goto(searchAddress(slot, silent.buildingId));
      await resultRow(page, 'Silent 1').getByText(reason).waitFor();
      const book = { name: t('search.bookAction', { room: 'Silent 1', range: '' }).trimEnd() };
      expect(await page.getByRole('button', book).count()).toBe(0);
      await page.goto(gridAddress(slot, silent.buildingId));
      await page.getByText(reason).first().waitFor();
      expect(await page.getByRole('button', book).count()).toBe(0);
      expect(await gridCell(page, 'Silent 1', t('grid.free')).count()).toBe(0);
      expect(await page.getByRole('listitem').getByText(t('grid.freeAllDay')).count()).toBe(0);
    });

    it('one leaves on every device at once', async () => {
      const lost = await enter();
      await page.goto('/settings');
      await page.getByRole('button', { name: t('settings.endSessions') }).click();
      const signIn = { name: t('signIn.title'), level: 1 };
      await page.getByRole('heading', signIn).waitFor();
      await lost.page.goto('/bookings');
      await lost.page.getByRole('heading', signIn).waitFor();
      await lost.close();
    });
  });
});
